using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace AuthServer.Protocol.Requests;

/// <summary>Who is at the other end of the connection: for people to read in session lists and for throttles, never proof of anything.</summary>
/// <param name="Address">The socket's or a trusted proxy's address; null in-process.</param>
/// <param name="UserAgent">The User-Agent header, cut to 256 characters.</param>
/// <param name="Locale">The language that the Accept-Language header names first (BCP 47), if it names one.</param>
public sealed record Caller(IPAddress? Address, string? UserAgent, string? Locale)
{
    private const int MaxUserAgent = 256;
    private const int MaxLocale = 35;

    /// <summary>The IPv4 address, or the /64 of the IPv6 address: one customer commonly holds a whole one. Null in-process.</summary>
    public string? Network => Address switch
    {
        null => null,
        { IsIPv4MappedToIPv6: true } => Address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => new IPAddress([.. Address.GetAddressBytes()[..8], .. new byte[8]]) + "/64",
        _ => Address.ToString(),
    };

    /// <summary>The caller of an HTTP request.</summary>
    public static Caller Of(HttpContext http)
    {
        var agent = http.Request.Headers.UserAgent.ToString();
        return new Caller(http.Connection.RemoteIpAddress, agent.Length == 0 ? null : agent[..Math.Min(agent.Length, MaxUserAgent)], LocaleOf(http.Request.Headers.AcceptLanguage.ToString()));
    }

    // RFC 9110 §12.5.4 lets weights stand in any order; browsers and phones write the best one first.
    private static string? LocaleOf(string header)
    {
        var end = header.AsSpan().IndexOfAny(',', ';');
        var first = (end < 0 ? header : header[..end]).Trim();
        return first.Length is > 1 and <= MaxLocale && first.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? first : null;
    }
}
