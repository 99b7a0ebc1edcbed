using System.Buffers.Text;
using System.Security.Cryptography;
using AuthServer.Protocol.Keys;
using Sealing;

namespace AuthServer.Protocol.Device;

/// <summary>A device code (RFC 8628 §3.2): the id of its row with a MAC, so that a forged one is refused before the database is asked.</summary>
internal static class DeviceCode
{
    // version (1) ‖ ring version (1) ‖ id (16) ‖ HMAC-SHA-256 (32)
    private const byte Version = 1;
    private const int BodyBytes = 18;
    private const int Bytes = BodyBytes + HMACSHA256.HashSizeInBytes;
    private const int Characters = 67;

    /// <summary>The code's text.</summary>
    public static string Format(Guid id, KeyRing ring)
    {
        Span<byte> code = stackalloc byte[Bytes];
        (code[0], code[1]) = (Version, ring.Current);
        id.TryWriteBytes(code[2..], bigEndian: true, out _);
        Mac(ring, code[..BodyBytes], code[BodyBytes..]);
        return Base64Url.EncodeToString(code);
    }

    /// <summary>Parses a code that this server made.</summary>
    public static bool TryParse(string text, KeyRing ring, out Guid id)
    {
        id = default;
        Span<byte> code = stackalloc byte[Bytes];
        if (text.Length != Characters || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, code, out var length) || length != Bytes) return false;
        // One spelling a code: no spare bits.
        if (code[0] != Version || !ring.Has(code[1]) || Base64Url.EncodeToString(code) != text) return false;
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Mac(ring, code[..BodyBytes], mac);
        if (!CryptographicOperations.FixedTimeEquals(mac, code[BodyBytes..])) return false;
        id = new Guid(code[2..BodyBytes], bigEndian: true);
        return true;
    }

    private static void Mac(KeyRing ring, ReadOnlySpan<byte> body, Span<byte> mac) => HMACSHA256.HashData(ring.Derive(Purposes.DeviceCode, body[1]), body, mac);
}
