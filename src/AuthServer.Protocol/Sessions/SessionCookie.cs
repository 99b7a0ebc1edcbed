using Microsoft.AspNetCore.Http;

namespace AuthServer.Protocol.Sessions;

/// <summary>The attributes of the session cookie.</summary>
internal static class SessionCookie
{
    /// <summary>Behind https the <c>__Host-</c> prefix pins the cookie to this very origin; on plain loopback a browser would refuse it.</summary>
    public static void Configure(CookieBuilder cookie, string issuer)
    {
        var https = issuer.StartsWith("https://", StringComparison.Ordinal);
        cookie.Name = https ? "__Host-session" : "session";
        cookie.SecurePolicy = https ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        cookie.HttpOnly = true;
        // Lax, not Strict: a client's redirect to the authorization endpoint is a cross-site navigation.
        cookie.SameSite = SameSiteMode.Lax;
        cookie.IsEssential = true;
        cookie.Path = "/";
    }
}
