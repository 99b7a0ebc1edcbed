using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AuthServer.Protocol.Tests.Certification;

/// <summary>What the suite checks in every ID token (OIDC Core §2 and §3.1.3.7).</summary>
internal static class IdTokens
{
    // Claims of the protocol; those of the user are told by userinfo in a code flow (§5.4).
    private static readonly HashSet<string> Protocol = ["iss", "sub", "aud", "exp", "iat", "auth_time", "nonce", "acr", "amr", "azp", "at_hash", "c_hash", "sid", "jti"];

    /// <summary>Checks signature and claims.</summary>
    /// <returns>The claims.</returns>
    public static async Task<JsonObject> CheckAsync(Server server, string clientId, string token, string? nonce, string algorithm = "RS256")
    {
        await VerifyAsync(server, token, clientId, algorithm);
        var claims = OAuth.Payload(token);
        Assert.All(claims, c => Assert.Contains(c.Key, Protocol));
        Assert.InRange(claims["sub"]!.GetValue<string>().Length, 1, 255);
        Assert.All(claims["sub"]!.GetValue<string>(), c => Assert.True(char.IsAscii(c)));
        Assert.Equal(nonce, claims["nonce"]?.GetValue<string>());
        var now = server.Clock.GetUtcNow().ToUnixTimeSeconds();
        foreach (var time in new[] { "iat", "exp", "auth_time" }) Assert.Equal(JsonValueKind.Number, claims[time]!.GetValueKind());
        Assert.InRange(claims["iat"]!.GetValue<long>(), now - 60, now);
        Assert.InRange(claims["exp"]!.GetValue<long>(), now + 1, now + 86_400);
        Assert.True(claims["auth_time"]!.GetValue<long>() <= now);
        return claims;
    }

    /// <summary>Verifies the signature under the key that its header names, with a library.</summary>
    public static async Task VerifyAsync(Server server, string token, string audience, string algorithm, string? type = "JWT")
    {
        Assert.False(string.IsNullOrEmpty(OAuth.Header(token)["kid"]?.GetValue<string>()));
        var keys = new JsonWebKeySet(await server.OAuth.Http.GetStringAsync("/.well-known/jwks")).GetSigningKeys();
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = AuthServerHost.Issuer,
            ValidAudience = audience,
            ValidTypes = type is null ? null : [type],
            ValidAlgorithms = [algorithm],
            IssuerSigningKeys = keys,
            TryAllIssuerSigningKeys = false,
            ValidateLifetime = false,
        });
        Assert.True(result.IsValid, result.Exception?.Message);
    }

    public static long AuthTime(OAuthAnswer tokens) => OAuth.Payload(tokens.IdToken)["auth_time"]!.GetValue<long>();

    public static string Subject(OAuthAnswer tokens) => OAuth.Payload(tokens.IdToken)["sub"]!.GetValue<string>();
}
