using System.Net;

namespace ServiceDefaults.Outbound;

/// <summary>An entry of <see cref="OutboundOptions.AllowedPrivateHosts"/>.</summary>
/// <param name="Host">A name, or an address without brackets.</param>
/// <param name="Port">The one port that is exempt; null: every one.</param>
internal sealed record ExemptHost(string Host, int? Port)
{
    /// <summary>Reads <c>host</c>, <c>host:port</c>, <c>[address]:port</c>; null for anything else.</summary>
    public static ExemptHost? Parse(string text)
    {
        // An IPv6 address is full of colons: with a port it stands in brackets (RFC 3986 §3.2.2).
        var isAddress = IPAddress.TryParse(text.Trim('[', ']'), out _);
        var colon = isAddress ? -1 : text.LastIndexOf(':');
        var (host, port) = colon < 0 ? (text, (int?)null) : (text[..colon], PortOf(text[(colon + 1)..]));
        host = host.StartsWith('[') && host.EndsWith(']') ? host[1..^1] : host;
        return Uri.CheckHostName(host) == UriHostNameType.Unknown || (colon >= 0 && port is null) ? null : new(host, port);
    }

    /// <summary>Whether it exempts a host on a port.</summary>
    public bool Covers(string host, int port) => Host.Equals(host, StringComparison.OrdinalIgnoreCase) && (Port is null || Port == port);

    private static int? PortOf(string text) => text.All(char.IsAsciiDigit) && int.TryParse(text, out var port) && port is > 0 and <= IPEndPoint.MaxPort ? port : null;
}
