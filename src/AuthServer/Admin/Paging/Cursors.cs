using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Sealing;

namespace AuthServer.Admin.Paging;

/// <summary>Makes and reads cursors: where a page ended, sealed for one question. Whoever holds one learns nothing from it and can make no other.</summary>
internal sealed class Cursors(KeyRing ring)
{
    private const int LongestCursor = 1024;
    private static readonly KeyPurpose Purpose = new("admin-cursor");

    /// <summary>The cursor of a position.</summary>
    /// <param name="question">The list and its filters: the cursor is good for nothing else.</param>
    /// <param name="position">Where the page ended.</param>
    public string Seal(string question, string position) =>
        Base64Url.EncodeToString([ring.Current, .. RingSeal.Seal(ring, Purpose, Encoding.UTF8.GetBytes(position), Associated(question))]);

    /// <summary>The position in a cursor; null where it is changed or of another question.</summary>
    public string? Open(string question, string cursor)
    {
        if (cursor.Length is 0 or > LongestCursor || !Base64Url.IsValid(cursor)) return null;
        var bytes = Base64Url.DecodeFromChars(cursor);
        // One spelling a cursor: the last character has bits that decoding drops.
        if (bytes.Length == 0 || Base64Url.EncodeToString(bytes) != cursor) return null;
        try
        {
            return Encoding.UTF8.GetString(RingSeal.Open(ring, Purpose, bytes[0], bytes.AsSpan(1), Associated(question)));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static byte[] Associated(string question) => SHA256.HashData(Encoding.UTF8.GetBytes(question));
}
