namespace ServiceDefaults.Outbound;

/// <summary>Addresses that users name, as far as their text alone can be judged.</summary>
public static class OutboundAddress
{
    private const int Longest = 2048;

    /// <summary>The address where it is http or https, on the scheme's own port, without user information; else null.</summary>
    public static Uri? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        // Readers of addresses disagree about spaces, control characters and backslashes; nobody needs them.
        if (text.Length > Longest || text.Any(c => c <= ' ' || c is '\\' || char.IsControl(c)) || !Uri.TryCreate(text, UriKind.Absolute, out var address))
            return null;
        var isWeb = address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps;
        return isWeb && address.IsDefaultPort && address.UserInfo.Length == 0 && address.Host.Length > 0 && IsSpelledOut(address, text) && IsNameable(address) ? address : null;
    }

    // 2130706433, 0177.1 and 0x7f.0.0.1 are addresses to some readers and names to others.
    private static bool IsSpelledOut(Uri address, string text) =>
        address.HostNameType != UriHostNameType.IPv4 || text.Contains("//" + address.Host, StringComparison.Ordinal);

    // A name that its punycode makes too long for DNS is only found out when that is asked for.
    private static bool IsNameable(Uri address)
    {
        try
        {
            return address.IdnHost.Length > 0;
        }
        catch (Exception e) when (e is UriFormatException or ArgumentException)
        {
            return false;
        }
    }
}
