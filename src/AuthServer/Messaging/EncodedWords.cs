using System.Text;

namespace AuthServer.Messaging;

/// <summary>Text in a header (RFC 2047): always encoded, so that nothing in it can be more than text.</summary>
internal static class EncodedWords
{
    private const string Prefix = "=?utf-8?B?";

    // RFC 2047 §2: 75 characters a word, 76 a line, which the header's name shares. 36 bytes are 48 of base64; with what is around them 60.
    private const int BytesAWord = 36;

    /// <returns>Words of ASCII, each on a line of its own that begins with a space.</returns>
    public static string Write(string text)
    {
        var words = new List<string>();
        var word = new List<byte>();
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            // A line break or NUL would come out of the encoding again at the reader's.
            var length = (Rune.IsControl(rune) ? new Rune(' ') : rune).EncodeToUtf8(utf8);
            // RFC 2047 §5: no character is parted between two words.
            if (word.Count + length > BytesAWord)
            {
                words.Add(Word(word));
                word.Clear();
            }
            word.AddRange(utf8[..length]);
        }
        words.Add(Word(word));
        return string.Join("\r\n ", words);
    }

    private static string Word(List<byte> bytes) => $"{Prefix}{Convert.ToBase64String([.. bytes])}?=";
}
