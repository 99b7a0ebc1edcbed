using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Sealing;
using ServiceDefaults.Answers;

namespace ResourceApi.Paging;

/// <summary>Makes and reads cursors: where a page ended, sealed for one caller and one question, good for a day.</summary>
/// <remarks>base64url(key version (1) ‖ sealed(made at (8) ‖ position)). Whoever holds one learns nothing from it and can make no other.</remarks>
internal sealed class Cursors(KeyRing ring, TimeProvider clock)
{
    private const int MomentBytes = 8;
    private const int SealBytes = 28;
    private const int LongestCursor = 256;
    private static readonly KeyPurpose Purpose = new("api-cursor");
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    /// <summary>The refusal of a cursor that <see cref="Open"/> gives null for.</summary>
    public static Problem Invalid() => Problem.BadRequest("invalid_cursor", "The cursor is not of this search, or is older than a day: begin again without it.");

    /// <summary>The cursor of a position.</summary>
    /// <param name="binding">Route, caller and question: the cursor is good for nothing else.</param>
    /// <param name="position">Where the page ended.</param>
    public string Seal(string binding, ReadOnlySpan<byte> position)
    {
        var plain = new byte[MomentBytes + position.Length];
        BinaryPrimitives.WriteInt64BigEndian(plain, clock.GetUtcNow().ToUnixTimeMilliseconds());
        position.CopyTo(plain.AsSpan(MomentBytes));
        return Base64Url.EncodeToString([ring.Current, .. RingSeal.Seal(ring, Purpose, plain, Associated(binding, ring.Current))]);
    }

    /// <summary>The position in a cursor; null where it is changed, foreign or old.</summary>
    public byte[]? Open(string cursor, string binding)
    {
        if (cursor.Length > LongestCursor || !Base64Url.IsValid(cursor))
            return null;
        var bytes = Base64Url.DecodeFromChars(cursor);
        // One spelling a cursor: the last character has bits that decoding drops.
        if (bytes.Length <= 1 + SealBytes + MomentBytes || !ring.Has(bytes[0]) || Base64Url.EncodeToString(bytes) != cursor)
            return null;
        try
        {
            var plain = RingSeal.Open(ring, Purpose, bytes[0], bytes.AsSpan(1), Associated(binding, bytes[0]));
            var made = DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(plain));
            return clock.GetUtcNow() - made <= Lifetime ? plain[MomentBytes..] : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static byte[] Associated(string binding, byte version) => [version, .. SHA256.HashData(Encoding.UTF8.GetBytes(binding))];
}
