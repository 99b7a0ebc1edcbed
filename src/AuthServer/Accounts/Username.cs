using System.Security.Cryptography;

namespace AuthServer.Accounts;

/// <summary>A username: 3 to 32 ASCII letters, digits, dots, hyphens and underscores, a letter first. It can be taken neither for a phone number nor for an e-mail address.</summary>
public static class Username
{
    private const int MinLength = 3;
    private const int MaxLength = 32;
    private const string Symbols = ".-_";
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private const int MadeLength = 12;

    /// <summary>The name as it was typed, or null where it is none.</summary>
    public static string? Parse(string? text) =>
        text is { Length: >= MinLength and <= MaxLength } && char.IsAsciiLetter(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || Symbols.Contains(c, StringComparison.Ordinal)) ? text : null;

    /// <summary>The form that names are compared in; null where the text is no username.</summary>
    public static string? Normalize(string? text) => Parse(text) is { } name ? Ascii.Lower(name) : null;

    /// <summary>A name for an account that chose none.</summary>
    public static string Make() => "user_" + RandomNumberGenerator.GetString(Alphabet, MadeLength);
}
