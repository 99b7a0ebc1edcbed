using System.Text.Json.Nodes;
using AuthServer.Protocol.Tests.Registration;
using Testing.Jwt;

namespace AuthServer.Protocol.Tests.Certification;

/// <summary>Modules of the plan Dynamic OP in which the client proves itself by its own keys.</summary>
public sealed class DynamicKeysTests(PlanServer server) : IClassFixture<PlanServer>
{
    private async Task<RelyingParty> RegisterAsync(JwtKey key, params (string Name, JsonNode? Value)[] keys)
    {
        var (party, answer) = await server.RegisterAsync([("token_endpoint_auth_method", AuthMethods.PrivateKeyJwt), .. keys]);
        Assert.Null(answer["client_secret"]);
        party.Key = key;
        return party;
    }

    private async Task<OAuthAnswer> TokensAsync(RelyingParty party, params IEnumerable<(string, string?)> changes)
    {
        using var browser = server.OAuth.NewBrowser();
        var tokens = await party.TokensAsync(browser, changes);
        Assert.Equal(IdTokens.Subject(tokens), (await server.OAuth.UserInfoAsync(tokens.AccessToken))["sub"]);
        return tokens;
    }

    [Fact(DisplayName = "oidcc-server, private_key_jwt")]
    public async Task Keys_in_the_registration()
    {
        using var key = new JwtKey("rs", "RS256");
        Assert.NotNull((await TokensAsync(await RegisterAsync(key, ("jwks", JsonNode.Parse(JwtKey.Set(key)))))).AccessToken);
    }

    [Fact(DisplayName = "oidcc-registration-jwks-uri")]
    public async Task Keys_at_an_address()
    {
        using var key = new JwtKey("rs", "RS256");
        await using var site = new Site();
        Assert.NotNull((await TokensAsync(await RegisterAsync(key, ("jwks_uri", site.Lay("/jwks", JwtKey.Set(key)))))).AccessToken);
    }

    [Fact(DisplayName = "oidcc-refresh-token-rp-key-rotation")]
    public async Task Keys_that_change_are_seen_after_a_minute()
    {
        using var key = new JwtKey("first", "RS256");
        using var next = new JwtKey("second", "RS256");
        await using var site = new Site();
        var party = await RegisterAsync(key, ("jwks_uri", site.Lay("/jwks", JwtKey.Set(key))));
        var tokens = await TokensAsync(party, ("scope", "openid offline_access"), ("prompt", "consent"));
        site.Lay("/jwks", JwtKey.Set(next));
        party.Key = next;
        server.Clock.Advance(TimeSpan.FromSeconds(60));
        var refreshed = Expect.Tokens(await party.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", tokens.RefreshToken)));
        Assert.Equal(HttpStatusCode.OK, (await server.OAuth.UserInfoAsync(refreshed.AccessToken)).Status);
        party.Key = key;
        Expect.Refusal(await party.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", refreshed.RefreshToken)), "invalid_client");
    }

    [Fact(DisplayName = "oidcc-ensure-client-assertion-with-iss-aud-succeeds")]
    public async Task Assertion_may_be_for_the_issuer()
    {
        using var key = new JwtKey("rs", "RS256");
        var party = await RegisterAsync(key, ("jwks", JsonNode.Parse(JwtKey.Set(key))));
        party.Audience = AuthServerHost.Issuer;
        Assert.NotNull((await TokensAsync(party)).AccessToken);
    }
}
