using Microsoft.AspNetCore.Http;

namespace AuthServer.Protocol.Sessions;

/// <summary>The attributes that every cookie of the server has.</summary>
public static class HostCookie
{
    /// <summary>A cookie of this very origin. Behind https the <c>__Host-</c> prefix pins it there; on plain loopback a browser would refuse that.</summary>
    /// <param name="issuer">The server's origin.</param>
    /// <param name="name">The name, without prefix.</param>
    public static CookieBuilder Of(string issuer, string name)
    {
        var https = issuer.StartsWith("https://", StringComparison.Ordinal);
        return new CookieBuilder
        {
            Name = https ? "__Host-" + name : name,
            SecurePolicy = https ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest,
            HttpOnly = true,
            // Lax, not Strict: a client's redirect to the authorization endpoint is a cross-site navigation.
            SameSite = SameSiteMode.Lax,
            IsEssential = true,
            Path = "/",
        };
    }
}
