using System.Globalization;

namespace AuthServer.Protocol.Authorize;

/// <summary>The free port of loopback redirects (RFC 8252 §7.3), taken out as text: nothing is parsed or normalised.</summary>
internal static class LoopbackPort
{
    private static readonly string[] Origins = ["http://127.0.0.1", "http://[::1]"];

    /// <summary>The URI without its port; null where it is not a loopback URI with a port of 1 to 65535.</summary>
    public static string? Remove(string uri)
    {
        if (Array.Find(Origins, o => uri.StartsWith(o + ":", StringComparison.Ordinal)) is not { } origin) return null;
        var slash = uri.IndexOf('/', origin.Length);
        if (slash < 0) return null;
        var port = uri.AsSpan(origin.Length + 1, slash - origin.Length - 1);
        return port.Length is >= 1 and <= 5 && port[0] != '0' && ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? string.Concat(origin, uri.AsSpan(slash))
            : null;
    }
}
