using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using AuthServer.Protocol.Keys;

namespace AuthServer.Protocol.Tokens;

/// <summary>Reads JWTs that this server wrote itself.</summary>
/// <remarks>
/// The first segment has to be, byte for byte, the header that one of our keys writes for the wanted type. Thereby <c>alg</c>, <c>kid</c>,
/// <c>typ</c>, <c>crit</c>, <c>jku</c> and every other member that RFC 8725 warns of has one possible value, and none is interpreted.
/// </remarks>
internal sealed class JwtReader(SigningKeys keys)
{
    private const int MaxLength = 16 * 1024;
    private readonly GoodSignatures _good = new();

    /// <summary>The payload, a JSON object, of a token with a good signature; null for everything else. The caller checks times and audience.</summary>
    public byte[]? Read(string token, JwtType type)
    {
        if (token.Length > MaxLength || !Ascii.IsValid(token)) return null;
        var bytes = ArrayPool<byte>.Shared.Rent(token.Length);
        try
        {
            return Read(bytes.AsSpan(0, Encoding.ASCII.GetBytes(token, bytes)), type);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
        }
    }

    private byte[]? Read(ReadOnlySpan<byte> token, JwtType type)
    {
        var firstDot = token.IndexOf((byte)'.');
        var lastDot = token.LastIndexOf((byte)'.');
        if (firstDot < 0 || firstDot == lastDot || KeyOf(token[..firstDot], type) is not { } key) return null;
        Span<byte> digest = stackalloc byte[GoodSignatures.DigestBytes];
        SHA256.HashData(token, digest);
        if (!_good.Has(digest))
        {
            if (!IsSigned(token[..lastDot], token[(lastDot + 1)..], key)) return null;
            _good.Add(digest);
        }
        // What our signature covers, we wrote: it needs no second look at its spelling.
        return Base64Url.DecodeFromUtf8(token[(firstDot + 1)..lastDot]);
    }

    private static bool IsSigned(ReadOnlySpan<byte> data, ReadOnlySpan<byte> text, SigningKey key)
    {
        Span<byte> signature = stackalloc byte[key.SignatureBytes];
        return TryDecode(text, signature) && key.Verify(data, signature);
    }

    private SigningKey? KeyOf(ReadOnlySpan<byte> header, JwtType type)
    {
        foreach (var key in keys.Published) if (header.SequenceEqual(key.HeaderOf(type))) return key;
        // RP-Initiated Logout §2: an ID token is a good hint long after its end. Nothing else is read with a key that is not published.
        if (type == JwtType.IdToken) foreach (var key in keys.Retired) if (header.SequenceEqual(key.HeaderOf(type))) return key;
        return null;
    }

    // Base64 ignores the spare bits of the last character; comparing the re-encoding leaves one spelling a signature.
    private static bool TryDecode(ReadOnlySpan<byte> text, Span<byte> signature)
    {
        if (text.Length != Base64Url.GetEncodedLength(signature.Length) || !Base64Url.IsValid(text)) return false;
        if (!Base64Url.TryDecodeFromUtf8(text, signature, out var length) || length != signature.Length) return false;
        Span<byte> again = stackalloc byte[text.Length];
        Base64Url.EncodeToUtf8(signature, again);
        return again.SequenceEqual(text);
    }
}
