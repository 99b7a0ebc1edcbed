namespace AuthServer.Protocol.Tests.Authorize;

/// <summary>The <c>id_token_hint</c> says whose session is wanted; it never signs anybody in (OIDC Core §3.1.2.1).</summary>
public sealed class IdTokenHintTests(Server server) : IClassFixture<Server>
{
    private async Task<(Browser Browser, OAuthAnswer Tokens)> SignedInAsync(string phone = Server.Phone, string pin = Server.Pin)
    {
        var browser = await server.SignedInAsync(phone, pin);
        var answer = await OAuth.SignInAsync(browser);
        var tokens = Expect.Tokens(await server.OAuth.RedeemAsync(answer["code"]));
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        return (browser, tokens);
    }

    private static async Task<Dictionary<string, string>> AskAsync(Browser browser, string hint, string? prompt = "none")
    {
        using var response = await browser.OpenAsync(OAuth.AuthorizeUrl(("id_token_hint", hint), ("prompt", prompt)));
        return OAuth.Answer(response);
    }

    [Fact]
    public async Task Hint_of_the_signed_in_user_is_answered_even_after_its_expiry()
    {
        var (browser, tokens) = await SignedInAsync();
        using var _ = browser;
        Assert.True((await AskAsync(browser, tokens.IdToken)).ContainsKey("code"));
        server.Clock.Advance(TimeSpan.FromHours(2));
        Assert.True((await AskAsync(browser, tokens.IdToken)).ContainsKey("code"));
    }

    [Fact]
    public async Task Hint_without_a_session_is_login_required()
    {
        var (browser, tokens) = await SignedInAsync();
        browser.Dispose();
        using var fresh = server.OAuth.NewBrowser();
        Assert.Equal("login_required", (await AskAsync(fresh, tokens.IdToken))["error"]);
    }

    [Fact]
    public async Task Hint_of_another_user_is_login_required()
    {
        var (alice, tokens) = await SignedInAsync();
        var (bob, _) = await SignedInAsync("+12025550102", "6184");
        using var _1 = alice;
        using var _2 = bob;
        Assert.Equal("login_required", (await AskAsync(bob, tokens.IdToken))["error"]);
        using var page = await bob.OpenAsync(OAuth.AuthorizeUrl(("id_token_hint", tokens.IdToken)));
        Assert.Equal("Sign in", await Page.TitleAsync(page));
        // Whoever signs in as somebody else after all is not asked for ever.
        using var response = await Server.SignInByPinAsync(bob, page, "+12025550102", "6184");
        Assert.Equal("login_required", OAuth.Answer(response)["error"]);
    }

    [Fact]
    public async Task Token_that_is_no_id_token_of_this_server_for_this_client_is_refused()
    {
        var (browser, tokens) = await SignedInAsync();
        using var _ = browser;
        var other = Expect.Tokens(await server.PinAsync("openid offline_access"));
        var parts = tokens.IdToken.Split('.');
        foreach (var hint in new[]
        {
            tokens.AccessToken, tokens.RefreshToken, other.IdToken, "x", "..", parts[0] + "." + parts[1], parts[0] + "." + parts[1] + ".", tokens.IdToken + ".x", tokens.IdToken + "=",
            "eyJhbGciOiJub25lIn0." + parts[1] + ".", parts[0] + "." + OAuthTokens.Flip(parts[1], 10) + "." + parts[2],
        })
        {
            var answer = await AskAsync(browser, hint);
            Assert.True(answer.GetValueOrDefault("error") == "invalid_request", $"{hint}: {string.Join(' ', answer)}");
        }
    }
}
