using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Sealing;

namespace AuthServer.Credentials;

/// <summary>The token in a link of a message: <c>base64url(ring version ‖ row ‖ MAC)</c>, 44 characters, so that it fits into a text message. Whoever has the table can make none.</summary>
public static class LinkToken
{
    private const int IdBytes = 16;
    private const int MacBytes = 16;
    private const int Length = 1 + IdBytes + MacBytes;

    /// <summary>The token of a row.</summary>
    /// <param name="ring">The keys.</param>
    /// <param name="purpose">What the link does; a token of one purpose is none of another.</param>
    /// <param name="row">The row that the link is about.</param>
    public static string Format(KeyRing ring, KeyPurpose purpose, Guid row) => Base64Url.EncodeToString(Bytes(ring, purpose, row, ring.Current));

    /// <summary>Reads a token; false for everything that this server did not make for this purpose.</summary>
    public static bool TryParse(KeyRing ring, KeyPurpose purpose, [NotNullWhen(true)] string? text, out Guid row)
    {
        row = default;
        Span<byte> bytes = stackalloc byte[Length];
        if (text?.Length != Base64Url.GetEncodedLength(Length) || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var length) || length != Length) return false;
        if (!ring.Has(bytes[0])) return false;
        var id = new Guid(bytes.Slice(1, IdBytes), bigEndian: true);
        if (!CryptographicOperations.FixedTimeEquals(bytes, Bytes(ring, purpose, id, bytes[0]))) return false;
        row = id;
        return true;
    }

    private static byte[] Bytes(KeyRing ring, KeyPurpose purpose, Guid row, byte version)
    {
        var id = row.ToByteArray(bigEndian: true);
        return [version, .. id, .. HMACSHA256.HashData(ring.Derive(purpose, version), id)[..MacBytes]];
    }
}
