using System.Text.Json.Nodes;

namespace AuthServer.Protocol.Tests.Discovery;

/// <summary>The headers and claims of every kind of token, as clients and resource servers rely on them.</summary>
public sealed class TokenClaimsTests(Server server) : IClassFixture<Server>
{
    private static JsonObject Shown(string jwt)
    {
        var header = OAuth.Header(jwt);
        header["kid"] = "string";
        return new JsonObject { ["header"] = header, ["claims"] = Golden.WithoutVolatiles(OAuth.Payload(jwt)) };
    }

    [Fact]
    public async Task Tokens_of_the_pin_grant()
    {
        var tokens = Expect.Tokens(await server.PinAsync());
        await Golden.EqualsFileAsync("pin-access-token", Shown(tokens.AccessToken));
        await Golden.EqualsFileAsync("pin-id-token", Shown(tokens.IdToken));
    }

    [Fact]
    public async Task Tokens_of_a_code()
    {
        var tokens = Expect.Tokens(await server.OAuth.RedeemAsync(await server.CodeAsync(("scope", "openid profile email offline_access roles users:read"))));
        await Golden.EqualsFileAsync("code-access-token", Shown(tokens.AccessToken));
        await Golden.EqualsFileAsync("code-id-token", Shown(tokens.IdToken));
    }

    [Fact]
    public async Task Token_of_a_client_that_acts_for_itself() => await Golden.EqualsFileAsync("client-credentials-access-token", Shown(Expect.Tokens(await server.OAuth.WorkerAsync()).AccessToken));

    [Fact]
    public async Task Times_follow_the_clock_and_the_lifetimes()
    {
        var now = server.Clock.GetUtcNow().ToUnixTimeSeconds();
        var tokens = Expect.Tokens(await server.PinAsync());
        foreach (var claims in new[] { OAuth.Payload(tokens.AccessToken), OAuth.Payload(tokens.IdToken) })
            Assert.Equal((now, now, now + 600), (claims["iat"]!.GetValue<long>(), claims["auth_time"]!.GetValue<long>(), claims["exp"]!.GetValue<long>()));
    }

    [Fact]
    public async Task Access_token_hash_of_the_id_token_is_that_of_the_access_token()
    {
        var tokens = Expect.Tokens(await server.PinAsync());
        var hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(tokens.AccessToken));
        Assert.Equal(Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Encode(hash[..16]), OAuth.Payload(tokens.IdToken)["at_hash"]!.ToString());
    }

    [Fact]
    public async Task No_two_tokens_have_the_same_jti()
    {
        var seen = new HashSet<string>();
        for (var i = 0; i < 20; i++) Assert.True(seen.Add(OAuth.Payload(Expect.Tokens(await server.OAuth.WorkerAsync()).AccessToken)["jti"]!.ToString()));
    }
}
