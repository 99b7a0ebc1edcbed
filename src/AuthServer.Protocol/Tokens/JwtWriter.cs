using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using AuthServer.Protocol.Keys;

namespace AuthServer.Protocol.Tokens;

/// <summary>Writes a signed JWT: the key's ready-made header, the payload as the caller writes it, the signature.</summary>
internal static class JwtWriter
{
    /// <summary>Signs a payload.</summary>
    /// <param name="key">The key.</param>
    /// <param name="type">The type, which picks the header.</param>
    /// <param name="claims">What <paramref name="write"/> writes from.</param>
    /// <param name="write">Writes the members of the payload; the braces are written here.</param>
    public static string Write<T>(SigningKey key, JwtType type, T claims, Action<Utf8JsonWriter, T> write)
    {
        var payload = JsonText.Write(claims, write);
        var header = key.HeaderOf(type);
        var length = header.Length + 1 + Base64Url.GetEncodedLength(payload.Length) + 1 + Base64Url.GetEncodedLength(key.SignatureBytes);
        var rented = ArrayPool<byte>.Shared.Rent(length);
        var token = rented.AsSpan(0, length);
        header.CopyTo(token);
        token[header.Length] = (byte)'.';
        var end = header.Length + 1 + Base64Url.EncodeToUtf8(payload, token[(header.Length + 1)..]);
        Span<byte> signature = stackalloc byte[key.SignatureBytes];
        key.Sign(token[..end], signature);
        token[end] = (byte)'.';
        Base64Url.EncodeToUtf8(signature, token[(end + 1)..]);
        var text = Encoding.ASCII.GetString(token);
        ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        return text;
    }
}
