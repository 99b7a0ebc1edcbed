namespace AuthServer.Tests.Pages;

/// <summary>Texts that are almost a token.</summary>
internal static class Mangled
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    /// <summary>Every character replaced by another of base64url in turn, and what is too short, too long, or no token at all.</summary>
    public static IEnumerable<string> Of(string token)
    {
        for (var i = 0; i < token.Length; i++) yield return token[..i] + Alphabet[(Alphabet.IndexOf(token[i], StringComparison.Ordinal) + 32) % Alphabet.Length] + token[(i + 1)..];
        for (var length = 1; length < token.Length; length += 7) yield return token[..length];
        foreach (var text in new[] { token + "A", token + "=", token + token, token.ToUpperInvariant(), "é", "x x", "%", "\u0001", "a\u202eb", new string('A', 4000) }) yield return text;
    }
}
