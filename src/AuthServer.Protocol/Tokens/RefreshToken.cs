using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using AuthServer.Protocol.Keys;
using Sealing;

namespace AuthServer.Protocol.Tokens;

/// <summary>A refresh token: derived from its grant's row, never stored (DESIGN §5).</summary>
/// <param name="GrantId">The grant.</param>
/// <param name="Generation">The rotation that it stands for.</param>
internal readonly record struct RefreshToken(Guid GrantId, long Generation)
{
    // version (1) ‖ ring version (1) ‖ grant id (16) ‖ generation (4) ‖ HMAC-SHA-256 (32) = 54 bytes = 72 characters without spare bits.
    private const byte Version = 1;
    private const int BodyBytes = 22;
    private const int Bytes = BodyBytes + HMACSHA256.HashSizeInBytes;
    private const int Characters = Bytes / 3 * 4;

    /// <summary>The token's text.</summary>
    public string Format(KeyRing ring)
    {
        Span<byte> token = stackalloc byte[Bytes];
        token[0] = Version;
        token[1] = ring.Current;
        GrantId.TryWriteBytes(token[2..], bigEndian: true, out _);
        BinaryPrimitives.WriteUInt32BigEndian(token[18..], checked((uint)Generation));
        Mac(ring, token[..BodyBytes], token[BodyBytes..]);
        return Base64Url.EncodeToString(token);
    }

    /// <summary>Parses a token that this server made; a forged or mangled one is refused here, before any database is asked.</summary>
    public static bool TryParse(string text, KeyRing ring, out RefreshToken token)
    {
        token = default;
        Span<byte> bytes = stackalloc byte[Bytes];
        if (text.Length != Characters || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var length) || length != Bytes) return false;
        if (bytes[0] != Version || !ring.Has(bytes[1])) return false;
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Mac(ring, bytes[..BodyBytes], mac);
        if (!CryptographicOperations.FixedTimeEquals(mac, bytes[BodyBytes..])) return false;
        token = new RefreshToken(new Guid(bytes[2..18], bigEndian: true), BinaryPrimitives.ReadUInt32BigEndian(bytes[18..]));
        return true;
    }

    private static void Mac(KeyRing ring, ReadOnlySpan<byte> body, Span<byte> mac) =>
        HMACSHA256.HashData(ring.Derive(Purposes.RefreshToken, body[1]), body, mac);
}
