using System.Buffers.Text;
using System.Security.Cryptography;
using Sealing;

namespace ResourceApi.Verifications;

/// <summary>Bytes that come back from a client as they were given out: base64url of ring key (1) ‖ bytes ‖ MAC (16).</summary>
internal static class SignedValue
{
    private const int MacBytes = 16;

    public static string Write(KeyRing ring, KeyPurpose purpose, ReadOnlySpan<byte> content)
    {
        byte[] signed = [ring.Current, .. content];
        return Base64Url.EncodeToString([.. signed, .. Mac(ring, purpose, signed)]);
    }

    /// <summary>The bytes; null where they were changed, or never given out.</summary>
    public static byte[]? Read(KeyRing ring, KeyPurpose purpose, string text)
    {
        if (!Base64Url.IsValid(text))
            return null;
        var value = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        // One spelling a value: the decoder takes several.
        if (!Base64Url.TryDecodeFromChars(text, value, out var length) || length <= 1 + MacBytes || Base64Url.EncodeToString(value.AsSpan(0, length)) != text || !ring.Has(value[0]))
            return null;
        var signed = value.AsSpan(0, length - MacBytes);
        return CryptographicOperations.FixedTimeEquals(Mac(ring, purpose, signed), value.AsSpan(length - MacBytes, MacBytes)) ? signed[1..].ToArray() : null;
    }

    private static byte[] Mac(KeyRing ring, KeyPurpose purpose, ReadOnlySpan<byte> signed) => HMACSHA256.HashData(ring.Derive(purpose, signed[0]), signed)[..MacBytes];
}
