namespace AuthServer.Accounts;

/// <summary>An e-mail address: ASCII dot-atoms and a host name (RFC 5321 §4.1.2 without quoted local parts and address literals).</summary>
/// <remarks>
/// The one normalisation: ASCII capitals become small letters in both halves; nothing else is changed. Dots and +tags count, since whose mailbox they name is
/// the provider's affair. Addresses outside ASCII are refused, so no two addresses that look alike can be two accounts.
/// </remarks>
public static class EmailAddress
{
    private const int MaxLength = 254;
    private const int MaxLocal = 64;
    private const string AtomSymbols = "!#$%&'*+-/=?^_`{|}~";

    /// <summary>The address as it was typed, or null where it is none.</summary>
    public static string? Parse(string? text)
    {
        if (text is not { Length: <= MaxLength } || text.Split('@') is not [var local, var domain]) return null;
        return local.Length is > 0 and <= MaxLocal && local.Split('.').All(IsAtom) && IsHost(domain) ? text : null;
    }

    /// <summary>The form that addresses are compared in; null where the text is no address.</summary>
    public static string? Normalize(string? text) => Parse(text) is { } address ? Ascii.Lower(address) : null;

    private static bool IsAtom(string atom) => atom.Length > 0 && atom.All(c => char.IsAsciiLetterOrDigit(c) || AtomSymbols.Contains(c, StringComparison.Ordinal));

    private static bool IsHost(string host) => host.Split('.') is { Length: > 1 } labels && labels.All(IsLabel) && labels[^1].Any(char.IsAsciiLetter);

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
