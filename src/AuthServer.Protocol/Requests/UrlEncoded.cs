using System.Buffers;
using System.Text;

namespace AuthServer.Protocol.Requests;

/// <summary>Reads <c>application/x-www-form-urlencoded</c> text strictly: from a body or a query, the same rules for both.</summary>
internal static class UrlEncoded
{
    public const int MaxFields = 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Parses the text.</summary>
    public static Result<Parameters> Parse(ReadOnlySpan<byte> text)
    {
        HashSet<string>? repeated = null;
        var values = new Dictionary<string, string>();
        List<string>? resources = null;
        var fields = 0;
        while (!text.IsEmpty)
        {
            if (++fields > MaxFields) return OAuthError.InvalidRequest("The request has more than 1024 parameters.");
            var end = text.IndexOf((byte)'&');
            var pair = end < 0 ? text : text[..end];
            text = end < 0 ? [] : text[(end + 1)..];
            if (pair.IsEmpty) continue;
            var equals = pair.IndexOf((byte)'=');
            if (!TryDecode(equals < 0 ? pair : pair[..equals], out var name) || !TryDecode(equals < 0 ? [] : pair[(equals + 1)..], out var value))
                return OAuthError.InvalidRequest("A parameter is not well-formed UTF-8 in URL encoding.");
            if (name == Names.Resource)
            {
                if (value.Length > 0) (resources ??= []).Add(value);
            }
            else if (!values.TryAdd(name, value))
            {
                (repeated ??= []).Add(name);
            }
        }
        foreach (var name in repeated ?? []) values.Remove(name);
        // RFC 6749 §3.1 and §3.2: parameters sent without a value are treated as if they were omitted.
        foreach (var (name, value) in values) if (value.Length == 0) values.Remove(name);
        return new Parameters(values, resources ?? [], repeated is not null);
    }

    /// <summary>Decodes one name or value; false on a bad escape, bad UTF-8 or a NUL.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> encoded, out string text)
    {
        text = "";
        if (encoded.IndexOfAny((byte)'%', (byte)'+') < 0) return TryText(encoded, out text);
        var buffer = ArrayPool<byte>.Shared.Rent(encoded.Length);
        try
        {
            return TryUnescape(encoded, buffer, out var length) && TryText(buffer.AsSpan(0, length), out text);
        }
        finally
        {
            // The buffer may have held a secret.
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private static bool TryUnescape(ReadOnlySpan<byte> encoded, Span<byte> bytes, out int length)
    {
        length = 0;
        for (var i = 0; i < encoded.Length; i++)
        {
            var b = encoded[i];
            if (b == '+') b = (byte)' ';
            else if (b == '%')
            {
                if (i + 2 >= encoded.Length || !char.IsAsciiHexDigit((char)encoded[i + 1]) || !char.IsAsciiHexDigit((char)encoded[i + 2])) return false;
                b = (byte)((HexValue(encoded[i + 1]) << 4) | HexValue(encoded[i + 2]));
                i += 2;
            }
            bytes[length++] = b;
        }
        return true;
    }

    private static int HexValue(byte hex) => hex <= '9' ? hex - '0' : (hex | 0x20) - 'a' + 10;

    private static bool TryText(ReadOnlySpan<byte> bytes, out string text)
    {
        text = "";
        if (bytes.Contains((byte)0)) return false;
        try
        {
            text = StrictUtf8.GetString(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
