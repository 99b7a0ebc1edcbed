using System.Text.Json.Nodes;
using AuthServer.Protocol.Keys;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AuthServer.Protocol.Tests.Keys;

/// <summary>Signing keys are published before they sign and kept after.</summary>
public sealed class KeyRotationTests
{
    private static async Task<string> JwksAsync(Server server) => await server.OAuth.Http.GetStringAsync("/.well-known/jwks");

    private static async Task<IReadOnlyList<string>> KidsAsync(Server server, string alg = "ES256") =>
        [.. JsonNode.Parse(await JwksAsync(server))!["keys"]!.AsArray().Where(k => k!["alg"]!.ToString() == alg).Select(k => k!["kid"]!.ToString())];

    private static async Task<string> SigningKidAsync(Server server) => OAuth.Header(Expect.Tokens(await server.OAuth.WorkerAsync()).AccessToken)["kid"]!.ToString();

    private static Task RefreshAsync(Server server) => server.Services.GetRequiredService<SigningKeys>().RefreshAsync(CancellationToken.None);

    [Fact]
    public async Task Next_key_is_published_a_day_before_it_signs_and_the_old_one_kept_after()
    {
        await using var server = new Server();
        var first = Assert.Single(await KidsAsync(server));
        server.Clock.Advance(TimeSpan.FromDays(89) - TimeSpan.FromSeconds(1));
        await RefreshAsync(server);
        Assert.Equal([first], await KidsAsync(server));

        server.Clock.Advance(TimeSpan.FromSeconds(1));
        await RefreshAsync(server);
        await RefreshAsync(server);
        var published = await KidsAsync(server);
        Assert.Equal(2, published.Count);
        Assert.Equal(2, (await KidsAsync(server, "RS256")).Count);
        var second = Assert.Single(published, k => k != first);
        Assert.Equal(first, await SigningKidAsync(server));

        server.Clock.Advance(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1));
        Assert.Equal(first, await SigningKidAsync(server));
        var old = Expect.Tokens(await server.PinAsync());
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(second, await SigningKidAsync(server));
        Assert.Equal(HttpStatusCode.OK, (await server.OAuth.UserInfoAsync(old.AccessToken)).Status);

        server.Clock.Advance(TimeSpan.FromDays(2));
        await RefreshAsync(server);
        Assert.Equal(2, (await KidsAsync(server)).Count);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        await RefreshAsync(server);
        Assert.Equal([second], await KidsAsync(server));
    }

    [Fact]
    public async Task Hint_of_a_retired_key_is_good_as_long_as_a_session_and_nothing_else_of_that_key_is()
    {
        await using var server = new Server();
        server.Clock.Advance(TimeSpan.FromDays(89));
        await RefreshAsync(server);
        var tokens = Expect.Tokens(await server.PinAsync());
        server.Clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromDays(90));
        await RefreshAsync(server);
        Assert.DoesNotContain(OAuth.Header(tokens.IdToken)["kid"]!.ToString(), await KidsAsync(server));
        using var browser = server.OAuth.NewBrowser();
        using var good = await browser.OpenAsync("/connect/endsession?id_token_hint=" + tokens.IdToken);
        Assert.Equal("You are signed out", await Page.TitleAsync(good));
        using var forged = await browser.OpenAsync("/connect/endsession?id_token_hint=" + OAuthTokens.Flip(tokens.IdToken, tokens.IdToken.Length - 20));
        await Expect.ErrorPageAsync(forged);
        Expect.Challenge(await server.OAuth.UserInfoAsync(tokens.AccessToken), "invalid_token");
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        await RefreshAsync(server);
        using var old = await browser.OpenAsync("/connect/endsession?id_token_hint=" + tokens.IdToken);
        await Expect.ErrorPageAsync(old);
    }

    [Fact]
    public async Task Server_that_was_off_for_a_year_publishes_before_it_signs()
    {
        await using var server = new Server();
        var first = Assert.Single(await KidsAsync(server));
        server.Clock.Advance(TimeSpan.FromDays(365));
        await RefreshAsync(server);
        Assert.Equal(2, (await KidsAsync(server)).Count);
        Assert.Equal(first, await SigningKidAsync(server));
        server.Clock.Advance(TimeSpan.FromDays(1));
        Assert.NotEqual(first, await SigningKidAsync(server));
    }

    [Fact]
    public async Task Two_servers_on_one_database_share_one_key_a_generation()
    {
        await using var one = new Server();
        await using var two = new SecondServer(one.Host.Folder);
        Assert.Equal(await JwksAsync(one), await JwksAsync(two));
        one.Clock.Advance(TimeSpan.FromDays(89));
        two.Clock.Advance(TimeSpan.FromDays(89));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => RefreshAsync(i % 2 == 0 ? one : two))));
        await RefreshAsync(one);
        await RefreshAsync(two);
        Assert.Equal(2, (await KidsAsync(one)).Count);
        Assert.Equal(await JwksAsync(one), await JwksAsync(two));
        // What one issues, the other knows.
        var tokens = Expect.Tokens(await one.PinAsync());
        Assert.Equal(HttpStatusCode.OK, (await two.OAuth.UserInfoAsync(tokens.AccessToken)).Status);
        var next = Expect.Tokens(await two.OAuth.RefreshAsync(tokens.RefreshToken));
        Expect.Tokens(await one.OAuth.RefreshAsync(next.RefreshToken));
        Expect.Refusal(await two.OAuth.RefreshAsync(tokens.RefreshToken), "invalid_grant");
    }

    [Fact]
    public async Task Tokens_verify_under_the_published_keys_with_a_library()
    {
        await using var server = new Server();
        var tokens = Expect.Tokens(await server.OAuth.RedeemAsync(await server.CodeAsync(("scope", "openid users:read"))));
        var keys = new JsonWebKeySet(await JwksAsync(server)).GetSigningKeys();
        foreach (var (token, audience, type, algorithm) in new[] { (tokens.AccessToken, "resource-api", "at+jwt", "ES256"), (tokens.IdToken, "web", "JWT", "RS256") })
        {
            var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
            {
                ValidIssuer = AuthServerHost.Issuer,
                ValidAudience = audience,
                ValidTypes = [type],
                ValidAlgorithms = [algorithm],
                IssuerSigningKeys = keys,
                TryAllIssuerSigningKeys = false,
                ValidateLifetime = false,
            });
            Assert.True(result.IsValid, result.Exception?.Message);
        }
    }

    [Fact]
    public async Task Private_keys_are_in_the_database_in_no_readable_form()
    {
        await using var server = new Server();
        await using var db = await server.DbAsync();
        foreach (var key in db.SigningKeys)
        {
            using var ec = System.Security.Cryptography.ECDsa.Create();
            Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => ec.ImportPkcs8PrivateKey(key.SealedKey, out _));
            Assert.False(key.SealedKey.AsSpan().IndexOf("\u0002\u0001\u0000\u0030"u8) >= 0);
        }
    }

    private sealed class SecondServer(string folder) : Server([new("ConnectionStrings:Auth", $"Data Source={Path.Combine(folder, "auth.db")}"), new("Protocol:KeyRingFile", Path.Combine(folder, "ring"))]);
}
