using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;

namespace AuthServer.Protocol.Tests.Registration;

/// <summary>A site of a client on this machine: it counts who comes, and answers with what the test laid there.</summary>
internal sealed class Site : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<string, (string Status, string Body)> _pages = new();
    private readonly Task _serving;
    private int _visits;

    public Site()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Visits => Volatile.Read(ref _visits);

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The address of a page.</summary>
    public string this[string path] => $"http://127.0.0.1:{Port}{path}";

    /// <summary>Lays a page there.</summary>
    public string Lay(string path, string body, string status = "200 OK")
    {
        _pages[path] = (status, body);
        return this[path];
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true) await AnswerAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(TcpClient visitor)
    {
        Interlocked.Increment(ref _visits);
        using (visitor)
        {
            try
            {
                await using var stream = visitor.GetStream();
                using var reader = new StreamReader(stream, Encoding.Latin1, leaveOpen: true);
                var first = await reader.ReadLineAsync() ?? "";
                while (await reader.ReadLineAsync() is { Length: > 0 }) continue;
                var (status, body) = _pages.GetValueOrDefault(first.Split(' ').ElementAtOrDefault(1) ?? "", ("404 Not Found", ""));
                var bytes = Encoding.UTF8.GetBytes(body);
                await stream.WriteAsync(Encoding.Latin1.GetBytes($"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nLocation: {this["/elsewhere"]}\r\nContent-Length: {bytes.Length}\r\nConnection: close\r\n\r\n"));
                await stream.WriteAsync(bytes);
            }
            catch (IOException)
            {
                // The visitor had enough.
            }
        }
    }
}
