using System.Diagnostics;
using AuthServer.Protocol.Keys;

namespace AuthServer.Protocol.Tests.Logout;

/// <summary>Who hears that a session ended, and what (OpenID Connect Back-Channel Logout 1.0).</summary>
public sealed class BackChannelTests(Server server) : IClassFixture<Server>
{
    [Fact]
    public async Task Every_client_of_the_session_is_told_and_no_other()
    {
        await using var web = await LogoutReceiver.ForAsync(server, "web");
        await using var partner = await LogoutReceiver.ForAsync(server, "partner");
        await using var mobile = await LogoutReceiver.ForAsync(server, "mobile");
        using var browser = await server.SignedInAsync();
        using var other = await server.SignedInAsync();
        var tokens = await server.TokensAsync(browser);
        await server.TokensAsync(browser, "partner");
        await server.TokensAsync(other, "partner");
        Expect.Tokens(await server.PinAsync());
        using var answer = await browser.SignOutAsync(tokens);
        foreach (var (receiver, client) in new[] { (web, "web"), (partner, "partner") })
        {
            var claims = await LogoutTokens.ReadAsync(server, await receiver.NextAsync(), client);
            Assert.Equal((LogoutClients.Sid(tokens), (string?)OAuth.Payload(tokens.IdToken)["sub"]), ((string?)claims["sid"], (string?)claims["sub"]));
        }
        await server.WaitingAsync(rows => rows.Count == 0);
        Assert.Equal((1, 1, 0), (web.Count, partner.Count, mobile.Count));
    }

    [Fact]
    public async Task Token_is_signed_as_the_ID_tokens_of_the_client_are()
    {
        await using var web = await LogoutReceiver.ForAsync(server, "web", c => c.IdTokenAlgorithm = SigningAlgorithms.ES256);
        using var browser = await server.SignedInAsync();
        using var answer = await browser.SignOutAsync(await server.TokensAsync(browser));
        await LogoutTokens.ReadAsync(server, await web.NextAsync(), "web", SigningAlgorithms.ES256);
        await server.ChangeClientAsync("web", c => c.IdTokenAlgorithm = SigningAlgorithms.RS256);
    }

    [Fact]
    public async Task Logout_token_is_neither_a_hint_nor_an_access_token()
    {
        await using var web = await LogoutReceiver.ForAsync(server, "web");
        using var browser = await server.SignedInAsync();
        using var answer = await browser.SignOutAsync(await server.TokensAsync(browser));
        var token = await web.NextAsync();
        using var refused = await browser.OpenAsync(LogoutClients.Address(("id_token_hint", token)));
        await Expect.ErrorPageAsync(refused);
        Expect.Challenge(await server.OAuth.UserInfoAsync(token), "invalid_token");
        Assert.False((await server.OAuth.IntrospectAsync(token, "web", OAuth.WebSecret)).Active);
    }

    [Fact]
    public async Task Client_that_uses_a_session_twice_is_told_once()
    {
        await using var web = await LogoutReceiver.ForAsync(server, "web");
        using var browser = await server.SignedInAsync();
        await server.TokensAsync(browser);
        using var answer = await browser.SignOutAsync(await server.TokensAsync(browser));
        await web.NextAsync();
        await server.WaitingAsync(rows => rows.Count == 0);
        Assert.Equal(1, web.Count);
    }

    [Fact]
    public async Task Slow_client_delays_neither_the_browser_nor_another_client_and_is_left_after_five_seconds()
    {
        var release = new TaskCompletionSource();
        await using var web = await LogoutReceiver.ForAsync(server, "web");
        await using var partner = await LogoutReceiver.ForAsync(server, "partner");
        web.Answer = http => release.Task.WaitAsync(http.RequestAborted);
        var watch = Stopwatch.StartNew();
        // More than are told to one client at once.
        for (var i = 0; i < 6; i++)
        {
            using var browser = await server.SignedInAsync();
            var tokens = await server.TokensAsync(browser);
            if (i == 5) await server.TokensAsync(browser, "partner");
            watch.Restart();
            using var answer = await browser.SignOutAsync(tokens);
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"The browser waited {watch.Elapsed}.");
        }
        await partner.NextAsync();
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(3), $"The other client waited {watch.Elapsed}.");
        TestContext.Current.TestOutputHelper?.WriteLine($"Measured: the other client heard after {watch.ElapsedMilliseconds} ms");
        // The clock of the rows stands still, so nothing is due again: the attempts were given up by themselves.
        await server.WaitingAsync(rows => rows.Count == 6 && rows.TrueForAll(row => row.Attempts == 1 && row.NextAt < server.Clock.GetUtcNow().AddSeconds(5)));
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(25));
        release.SetResult();
        await server.SqlAsync("DELETE FROM logout_deliveries");
    }

    [Theory]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Redirect_is_not_followed(int status)
    {
        await using var canary = await LogoutReceiver.StartAsync();
        await using var web = await LogoutReceiver.ForAsync(server, "web");
        web.Answer = http =>
        {
            (http.Response.StatusCode, http.Response.Headers.Location) = (status, canary.Url);
            return Task.CompletedTask;
        };
        using var browser = await server.SignedInAsync();
        using var answer = await browser.SignOutAsync(await server.TokensAsync(browser));
        await server.FailedAsync(attempts: 1);
        Assert.Equal((1, 0), (web.Count, canary.Count));
        await server.SqlAsync("DELETE FROM logout_deliveries");
    }

    [Fact]
    public async Task Client_that_is_disabled_or_without_an_address_is_not_told()
    {
        await using var web = await LogoutReceiver.ForAsync(server, "web");
        await using var partner = await LogoutReceiver.ForAsync(server, "partner");
        using var browser = await server.SignedInAsync();
        var tokens = await server.TokensAsync(browser);
        await server.TokensAsync(browser, "partner");
        await server.ChangeClientAsync("web", c => c.BackChannelLogoutUri = null);
        await server.ChangeClientAsync("partner", c => c.Enabled = false);
        using var answer = await browser.SignOutAsync(tokens);
        Assert.Empty(await server.WaitingAsync());
        await server.ChangeClientAsync("partner", c => c.Enabled = true);
        Assert.Equal((0, 0), (web.Count, partner.Count));
    }

    [Fact]
    public async Task Code_of_an_ended_session_leaves_no_client_behind()
    {
        await using var web = await LogoutReceiver.ForAsync(server, "web");
        using var browser = await server.SignedInAsync();
        var tokens = await server.TokensAsync(browser);
        var code = (await OAuth.SignInAsync(browser))["code"];
        using var answer = await browser.SignOutAsync(tokens);
        Expect.Refusal(await server.OAuth.RedeemAsync(code), "invalid_grant");
        await web.NextAsync();
        await server.WaitingAsync(rows => rows.Count == 0);
        Assert.Equal(1, web.Count);
    }
}
