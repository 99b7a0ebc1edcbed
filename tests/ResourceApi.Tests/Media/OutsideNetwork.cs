using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ServiceDefaults.Outbound;

namespace ResourceApi.Tests.Media;

/// <summary>The internet of a test: names as it says, and every connection ends at one server on loopback, which plays whoever was meant.</summary>
internal sealed class OutsideNetwork : IOutboundNetwork, IAsyncDisposable
{
    private readonly TcpListener _server = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Dictionary<string, Queue<string[]>> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly Task _serving;

    public OutsideNetwork()
    {
        _server.Start();
        _serving = ServeAsync();
    }

    /// <summary>What the server does with a connection, once it has read the request's head.</summary>
    public Func<string, NetworkStream, CancellationToken, Task> Play { get; set; } = (_, _, _) => Task.CompletedTask;

    /// <summary>Where connections were made to.</summary>
    public ConcurrentQueue<string> Connected { get; } = new();

    /// <summary>The heads of the requests that came.</summary>
    public ConcurrentQueue<string> Heads { get; } = new();

    public string Own { get; } = "198.35.26.96";

    /// <summary>Whether nothing listens anywhere.</summary>
    public bool IsClosed { get; set; }

    /// <summary>Gives a name its addresses; of several answers each is given once, and the last for ever.</summary>
    public void Name(string name, params string[][] answers) => _names[name] = new(answers);

    public static byte[] Answer(byte[] body, string head = "HTTP/1.1 200 OK\r\n") =>
        [.. Encoding.ASCII.GetBytes($"{head}Content-Length: {body.Length}\r\nContent-Type: image/png\r\n\r\n"), .. body];

    public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancel) => _names.TryGetValue(host, out var answers)
        ? Task.FromResult<IPAddress[]>([.. (answers.Count > 1 ? answers.Dequeue() : answers.Peek()).Select(IPAddress.Parse)])
        // Addresses and localhost need no name server.
        : Dns.GetHostAddressesAsync(host, cancel);

    public async Task<Stream> ConnectAsync(IPEndPoint address, CancellationToken cancel)
    {
        Connected.Enqueue(address.ToString());
        if (IsClosed)
            throw new SocketException((int)SocketError.ConnectionRefused);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(_server.LocalEndpoint, cancel);
        return new NetworkStream(socket, ownsSocket: true);
    }

    public IReadOnlyList<IPAddress> OwnAddresses() => [IPAddress.Parse(Own)];

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _server.Stop();
        await _serving;
        _server.Dispose();
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
                _ = PlayAsync(await _server.AcceptTcpClientAsync(_end.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The end of the test.
        }
    }

    private async Task PlayAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var (stream, head, buffer) = (client.GetStream(), new StringBuilder(), new byte[4096]);
                while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(buffer, _end.Token) is > 0 and var read)
                    head.Append(Encoding.ASCII.GetString(buffer, 0, read));
                Heads.Enqueue(head.ToString());
                await Play(head.ToString(), stream, _end.Token);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                // Whoever asked has left.
            }
        }
    }
}
