using System.Net;
using System.Security.Claims;
using AuthServer.Protocol.Requests;
using AuthServer.Protocol.Grants;

namespace AuthServer.Audit;

/// <summary>Where a request comes from: for throttles, for the audit, and for people to read. Never proof of anything.</summary>
/// <param name="ClientId">The client; null for a browser on our own pages.</param>
/// <param name="SessionId">The <c>sid</c> of the signed-in caller, if there is one.</param>
/// <param name="Address">The network address.</param>
/// <param name="UserAgent">The User-Agent.</param>
/// <param name="Locale">The language that the caller prefers (BCP 47), if it says.</param>
public sealed record Origin(string? ClientId, string? SessionId, IPAddress? Address, string? UserAgent, string? Locale)
{
    /// <summary>The origin of a REST or page request.</summary>
    public static Origin Of(HttpContext http)
    {
        var caller = Caller.Of(http);
        return new Origin(http.User.FindFirstValue("client_id"), http.User.FindFirstValue("sid"), caller.Address, caller.UserAgent, caller.Locale);
    }

    /// <summary>The origin of a token request.</summary>
    public static Origin Of(TokenRequest request) => new(request.Client.ClientId, null, request.Caller.Address, request.Caller.UserAgent, request.Caller.Locale);
}
