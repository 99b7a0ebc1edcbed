using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace AuthServer.Messaging;

/// <summary>The wire to a mail server: one command out, one reply in (RFC 5321 §4), and TLS beneath from where it is asked for.</summary>
internal sealed class SmtpConnection : IAsyncDisposable
{
    // RFC 5321 §4.5.3.1.5 has 512; some servers say more to EHLO.
    private const int LongestLine = 2_000;
    private const int MostLines = 100;

    private readonly TcpClient _tcp;
    private readonly byte[] _buffer = new byte[4_096];
    private Stream _stream;
    private int _start;
    private int _end;

    private SmtpConnection(TcpClient tcp) => (_tcp, _stream) = (tcp, tcp.GetStream());

    public bool IsEncrypted => _stream is SslStream;

    public bool IsLoopback => IPAddress.IsLoopback(Address(_tcp.Client.RemoteEndPoint));

    /// <summary>Who we say we are: the address literal of our end (RFC 5321 §4.1.3), which tells the server nothing that it does not see.</summary>
    public string OwnName
    {
        get
        {
            var address = Address(_tcp.Client.LocalEndPoint);
            return address.AddressFamily == AddressFamily.InterNetwork ? $"[{address}]" : $"[IPv6:{new IPAddress(address.GetAddressBytes())}]";
        }
    }

    public static async Task<SmtpConnection> OpenAsync(string host, int port, CancellationToken cancel)
    {
        var tcp = new TcpClient { NoDelay = true };
        try
        {
            await tcp.ConnectAsync(host, port, cancel);
            return new SmtpConnection(tcp);
        }
        catch
        {
            tcp.Dispose();
            throw;
        }
    }

    /// <summary>Puts TLS beneath what follows.</summary>
    public async Task EncryptAsync(SslClientAuthenticationOptions trust, CancellationToken cancel)
    {
        RefuseWhatWasNotAskedFor();
        var encrypted = new SslStream(_stream);
        _stream = encrypted;
        await encrypted.AuthenticateAsClientAsync(trust, cancel);
    }

    /// <summary>Sends a command line and reads its reply.</summary>
    public Task<SmtpReply> AskAsync(string command, CancellationToken cancel)
    {
        // The last gate before the wire: no part of a command can begin another one.
        if (command.Any(c => c is < ' ' or > '~')) throw new InvalidOperationException("An SMTP command is one line of printable ASCII.");
        return ExchangeAsync(command + "\r\n", cancel);
    }

    /// <summary>Sends a message after DATA, with the dot that ends it, and reads the reply.</summary>
    /// <param name="mail">Lines that each end with CRLF.</param>
    /// <param name="cancel">Ends the sending.</param>
    public Task<SmtpReply> AskDataAsync(string mail, CancellationToken cancel)
    {
        // RFC 5321 §4.5.2: a line that begins with a dot gets a second one.
        var stuffed = mail.Replace("\r\n.", "\r\n..", StringComparison.Ordinal);
        return ExchangeAsync($"{(stuffed.StartsWith('.') ? "." : "")}{stuffed}.\r\n", cancel);
    }

    /// <summary>Reads one reply: the greeting, or the answer to what was sent.</summary>
    public async Task<SmtpReply> ReadAsync(CancellationToken cancel)
    {
        var lines = new List<string>();
        int? code = null;
        while (lines.Count < MostLines)
        {
            var line = await ReadLineAsync(cancel);
            var isLast = line.Length == 3 || (line.Length > 3 && line[3] == ' ');
            if (line.Length < 3 || line.AsSpan(0, 3).ContainsAnyExceptInRange('0', '9') || line[0] is < '2' or > '5' || (!isLast && line[3] != '-')) throw NoSmtp();
            var number = int.Parse(line.AsSpan(0, 3), CultureInfo.InvariantCulture);
            // RFC 5321 §4.2.1: the same code on every line.
            if (number != (code ??= number)) throw NoSmtp();
            lines.Add(line.Length > 4 ? line[4..] : "");
            if (isLast) return new SmtpReply(number, lines);
        }
        throw NoSmtp();
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _tcp.Dispose();
    }

    private async Task<SmtpReply> ExchangeAsync(string text, CancellationToken cancel)
    {
        RefuseWhatWasNotAskedFor();
        await _stream.WriteAsync(Encoding.ASCII.GetBytes(text), cancel);
        await _stream.FlushAsync(cancel);
        return await ReadAsync(cancel);
    }

    // A reply that is there before its question was put in by somebody. RFC 3207 §4.2: what was said before TLS must not be taken for what is said in it.
    private void RefuseWhatWasNotAskedFor()
    {
        if (_start < _end) throw new DeliveryException("the mail server answered what it was not asked", permanent: false);
    }

    private async Task<string> ReadLineAsync(CancellationToken cancel)
    {
        var line = new StringBuilder();
        while (line.Length <= LongestLine)
        {
            if (_start == _end)
            {
                (_start, _end) = (0, await _stream.ReadAsync(_buffer, cancel));
                if (_end == 0) throw new DeliveryException("the mail server hung up", permanent: false);
            }
            var next = (char)_buffer[_start++];
            if (next != '\n') line.Append(next);
            // RFC 5321 §2.3.8: CRLF ends a line, and neither of the two stands alone.
            else if (line.Length > 0 && line[^1] == '\r') return line.ToString(0, line.Length - 1);
            else throw NoSmtp();
        }
        throw NoSmtp();
    }

    // A socket for both families shows IPv4 addresses in the clothes of IPv6.
    private static IPAddress Address(EndPoint? end) => ((IPEndPoint)end!).Address is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : ((IPEndPoint)end).Address;

    private static DeliveryException NoSmtp() => new("what answers there speaks no SMTP", permanent: false);
}
