using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AuthServer.Protocol.Tests.Logout;

/// <summary>Reads logout tokens as OIDC Back-Channel Logout 1.0 §2.6 has clients read them.</summary>
internal static class LogoutTokens
{
    private const string Event = "http://schemas.openid.net/event/backchannel-logout";

    /// <summary>The claims of a token that is good in every respect.</summary>
    public static async Task<JsonObject> ReadAsync(Server server, string token, string clientId, string algorithm = SecurityAlgorithms.RsaSha256)
    {
        var now = server.Clock.GetUtcNow();
        var result = await new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = AuthServerHost.Issuer,
            ValidAudience = clientId,
            ValidTypes = ["logout+jwt"],
            ValidAlgorithms = [algorithm],
            IssuerSigningKeys = new JsonWebKeySet(await server.OAuth.Http.GetStringAsync("/.well-known/jwks")).GetSigningKeys(),
            // The server's clock is the test's.
            LifetimeValidator = (_, expires, _, _) => expires > now.UtcDateTime,
        });
        Assert.True(result.IsValid, result.Exception?.Message);
        var claims = OAuth.Payload(token);
        Assert.Equal(["iss", "sub", "aud", "iat", "exp", "jti", "sid", "events"], claims.Select(claim => claim.Key));
        Assert.Equal(120, (long)claims["exp"]! - (long)claims["iat"]!);
        Assert.InRange((long)claims["iat"]!, now.ToUnixTimeSeconds() - 60, now.ToUnixTimeSeconds());
        Assert.Equal(Event, Assert.Single(claims["events"]!.AsObject()).Key);
        Assert.Empty(claims["events"]![Event]!.AsObject());
        return claims;
    }
}
