using System.Net;
using Microsoft.AspNetCore.Http;

namespace AuthServer.Protocol.Requests;

/// <summary>Who is at the other end of the connection: for people to read in session lists and for throttles, never proof of anything.</summary>
/// <param name="Address">The socket's or a trusted proxy's address; null in-process.</param>
/// <param name="UserAgent">The User-Agent header, cut to 256 characters.</param>
public sealed record Caller(IPAddress? Address, string? UserAgent)
{
    private const int MaxUserAgent = 256;

    /// <summary>The caller of an HTTP request.</summary>
    public static Caller Of(HttpContext http)
    {
        var agent = http.Request.Headers.UserAgent.ToString();
        return new Caller(http.Connection.RemoteIpAddress, agent.Length == 0 ? null : agent[..Math.Min(agent.Length, MaxUserAgent)]);
    }
}
