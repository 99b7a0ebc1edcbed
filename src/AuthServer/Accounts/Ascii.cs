namespace AuthServer.Accounts;

/// <summary>Case folding that touches ASCII alone: U+212A never becomes a k, nor U+017F an s, whatever the culture.</summary>
internal static class Ascii
{
    public static string Lower(string text) => string.Create(text.Length, text, static (span, source) =>
    {
        for (var i = 0; i < span.Length; i++) span[i] = char.IsAsciiLetterUpper(source[i]) ? (char)(source[i] | 0x20) : source[i];
    });
}
