using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;

namespace AuthServer.Tests.Tokens;

/// <summary>A connection on which one grant is refreshed again and again, byte for byte, in memory that was there before.</summary>
internal sealed class RefreshLine : IDisposable
{
    private const int TokenLength = 72;

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _request;
    private readonly byte[] _answer = new byte[16 * 1024];

    public RefreshLine(Uri server, string refreshToken)
    {
        _socket.Connect(server.Host, server.Port);
        var body = $"grant_type=refresh_token&client_id=mobile&refresh_token={refreshToken}";
        _request = Encoding.ASCII.GetBytes(
            $"POST /connect/token HTTP/1.1\r\nHost: {server.Authority}\r\nUser-Agent: Marketplace/1.0\r\nAccept: application/json\r\n" +
            $"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {body.Length}\r\n\r\n{body}");
    }

    /// <summary>Refreshes, and keeps the new token for the next time.</summary>
    /// <returns>The length of the answer's body.</returns>
    public int Refresh()
    {
        _socket.Send(_request);
        var body = Receive();
        var token = After(body, "\"refresh_token\":\""u8)[..TokenLength];
        token.CopyTo(_request.AsSpan(_request.Length - TokenLength));
        return body.Length;
    }

    public void Dispose() => _socket.Dispose();

    private ReadOnlySpan<byte> Receive()
    {
        for (var received = 0; ;)
        {
            var more = _socket.Receive(_answer.AsSpan(received));
            if (more == 0) throw new InvalidOperationException("The server closed the connection.");
            received += more;
            var answer = _answer.AsSpan(0, received);
            var end = answer.IndexOf("\r\n\r\n"u8) + 4;
            if (end < 4) continue;
            if (Utf8Parser.TryParse(After(answer, "Content-Length: "u8), out int length, out _) && received == end + length) return answer[end..];
        }
    }

    // The answer itself stays out of the message: it may hold tokens.
    private static ReadOnlySpan<byte> After(ReadOnlySpan<byte> text, ReadOnlySpan<byte> mark)
    {
        var at = text.IndexOf(mark);
        return at < 0 ? throw new InvalidOperationException($"The answer has no {Encoding.ASCII.GetString(mark)}") : text[(at + mark.Length)..];
    }
}
