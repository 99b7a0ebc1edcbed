namespace AuthServer.Protocol.Tests;

/// <summary>Ways to damage a token.</summary>
internal static class OAuthTokens
{
    /// <summary>The text with another character at one place.</summary>
    public static string Flip(string text, int at) => text[..at] + (text[at] == 'A' ? 'B' : 'A') + text[(at + 1)..];

    /// <summary>Texts that differ in one character each, over the whole length.</summary>
    public static IEnumerable<string> Flipped(string text, int samples) => Enumerable.Range(0, samples).Select(i => Flip(text, i * (text.Length - 1) / (samples - 1)));

    /// <summary>Other spellings and cuts of the same bytes.</summary>
    public static IEnumerable<string> Respelled(string text) =>
        [text + "=", text + "==", text + "A", text + " ", " " + text, text + "\n", text + ".", text[..^1], text[1..], text[..(text.Length / 2)], text + text, text.ToUpperInvariant(), text.Replace('-', '+').Replace('_', '/') + "="];
}
