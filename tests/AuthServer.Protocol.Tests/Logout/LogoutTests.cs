namespace AuthServer.Protocol.Tests.Logout;

/// <summary>RP-initiated logout (OpenID Connect RP-Initiated Logout 1.0).</summary>
public sealed class LogoutTests(Server server) : IClassFixture<Server>
{
    private const string Target = "http://localhost:5300/signout-callback-oidc";
    private const string End = "/connect/endsession";

    private async Task<(Browser Browser, OAuthAnswer Tokens)> SignedInAsync(string phone = Server.Phone, string pin = Server.Pin)
    {
        var browser = await server.SignedInAsync(phone, pin);
        return (browser, Expect.Tokens(await server.OAuth.RedeemAsync((await OAuth.SignInAsync(browser))["code"])));
    }

    private static string Address(params IEnumerable<(string Name, string Value)> parameters) => End + "?" + string.Join('&', parameters.Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value)}"));

    private static async Task<bool> IsSignedInAsync(Browser browser)
    {
        using var response = await browser.OpenAsync(OAuth.AuthorizeUrl(("prompt", "none")));
        return OAuth.Answer(response).GetValueOrDefault("error") != "login_required";
    }

    private Task<OAuthAnswer> RefreshAsync(OAuthAnswer tokens) => server.OAuth.PostAsync("/connect/token", "web", OAuth.WebSecret, ("grant_type", "refresh_token"), ("refresh_token", tokens.RefreshToken));

    [Fact]
    public async Task Hint_of_the_signed_in_user_signs_out_at_once_and_returns_with_state()
    {
        var (browser, tokens) = await SignedInAsync();
        using var _ = browser;
        using var response = await browser.OpenAsync(Address(("id_token_hint", tokens.IdToken), ("post_logout_redirect_uri", Target), ("state", "a b&c=\"<")));
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.StartsWith(Target + "?state=", response.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal("a b&c=\"<", OAuth.Answer(response)["state"]);
        Assert.False(await IsSignedInAsync(browser));
        Expect.Refusal(await RefreshAsync(tokens), "invalid_grant");
        Assert.False((await server.OAuth.IntrospectAsync(tokens.AccessToken, "web", OAuth.WebSecret)).Active);
    }

    [Fact]
    public async Task Cookie_of_an_ended_session_signs_nobody_in()
    {
        var (browser, tokens) = await SignedInAsync();
        using var _ = browser;
        var cookie = browser.Cookies.GetCookies(server.Host.ClientOptions.BaseAddress)["session"]!.Value;
        using var response = await browser.OpenAsync(Address(("id_token_hint", tokens.IdToken)));
        Assert.Equal("You are signed out", await Page.TitleAsync(response));
        using var thief = server.OAuth.NewBrowser();
        thief.Cookies.Add(server.Host.ClientOptions.BaseAddress, new Cookie("session", cookie));
        Assert.False(await IsSignedInAsync(thief));
    }

    [Fact]
    public async Task Without_a_hint_the_user_is_asked()
    {
        var (browser, tokens) = await SignedInAsync();
        using var _ = browser;
        using var page = await browser.OpenAsync(Address(("client_id", "web"), ("post_logout_redirect_uri", Target), ("state", "xyz")));
        Assert.Equal("Sign out?", await Page.TitleAsync(page));
        Assert.True(await IsSignedInAsync(browser));
        Expect.Tokens(await RefreshAsync(tokens));
        using var response = await browser.SubmitAsync(page);
        Assert.Equal(Target + "?state=xyz", response.Headers.Location!.OriginalString);
        Assert.False(await IsSignedInAsync(browser));
    }

    [Fact]
    public async Task Hint_of_another_user_asks()
    {
        var (alice, tokens) = await SignedInAsync();
        var (bob, _) = await SignedInAsync("+12025550102", "6184");
        using var _1 = alice;
        using var _2 = bob;
        using var page = await bob.OpenAsync(Address(("id_token_hint", tokens.IdToken)));
        Assert.Equal("Sign out?", await Page.TitleAsync(page));
        Assert.True(await IsSignedInAsync(bob));
        Assert.True(await IsSignedInAsync(alice));
    }

    [Fact]
    public async Task Expired_hint_is_good()
    {
        var (browser, tokens) = await SignedInAsync();
        using var _ = browser;
        server.Clock.Advance(TimeSpan.FromHours(3));
        using var response = await browser.OpenAsync(Address(("id_token_hint", tokens.IdToken), ("post_logout_redirect_uri", Target)));
        Assert.Equal(Target, response.Headers.Location!.OriginalString);
        Assert.False(await IsSignedInAsync(browser));
    }

    public static TheoryData<string> Mutants() => new(
        Target + "/", Target + "?", Target + "?x=1", Target + "#", Target + "#@evil.example", Target.ToUpperInvariant(), Target.Replace("localhost", "LOCALHOST", StringComparison.Ordinal), Target.Replace(":5300", ":5301", StringComparison.Ordinal),
        Target.Replace("http://", "https://", StringComparison.Ordinal), Target.Replace("http://", "http://evil.example@", StringComparison.Ordinal), Target.Replace("http://localhost", "http://localhost.evil.example", StringComparison.Ordinal),
        Target + "/..", Target.Replace("/signout", "/x/../signout", StringComparison.Ordinal), Target.Replace("/signout", "/%73ignout", StringComparison.Ordinal), Target.Replace("/signout", "\\signout", StringComparison.Ordinal), Target + "\t", " " + Target, Target + "\r\nX: y",
        "//localhost:5300/signout-callback-oidc", "https://evil.example/", "javascript:alert(1)", "/", OAuth.WebCallback, Target + "," + Target);

    [Theory]
    [MemberData(nameof(Mutants))]
    public async Task Uri_that_is_not_registered_is_shown_on_a_page_and_nobody_is_signed_out(string uri)
    {
        var (browser, tokens) = await SignedInAsync();
        using var _ = browser;
        using var response = await browser.OpenAsync(Address(("id_token_hint", tokens.IdToken), ("post_logout_redirect_uri", uri), ("state", "x")));
        await Expect.ErrorPageAsync(response);
        Assert.True(await IsSignedInAsync(browser));
    }

    [Fact]
    public async Task Uri_of_another_client_or_of_none_is_shown_on_a_page()
    {
        foreach (var parameters in new (string, string)[][] { [("client_id", "partner")], [("client_id", "nobody")], [] })
        {
            using var response = await server.OAuth.Http.GetAsync(Address([("post_logout_redirect_uri", Target), .. parameters]));
            await Expect.ErrorPageAsync(response);
        }
    }

    [Fact]
    public async Task Client_id_other_than_that_of_the_hint_is_shown_on_a_page()
    {
        var (browser, tokens) = await SignedInAsync();
        using var _ = browser;
        using var response = await browser.OpenAsync(Address(("id_token_hint", tokens.IdToken), ("client_id", "partner")));
        await Expect.ErrorPageAsync(response);
        Assert.True(await IsSignedInAsync(browser));
    }

    [Fact]
    public async Task Access_token_is_no_hint()
    {
        var (browser, tokens) = await SignedInAsync();
        using var _ = browser;
        using var response = await browser.OpenAsync(Address(("id_token_hint", tokens.AccessToken)));
        await Expect.ErrorPageAsync(response);
    }

    [Fact]
    public async Task Repeated_parameter_is_shown_on_a_page()
    {
        using var response = await server.OAuth.Http.GetAsync(Address(("state", "a"), ("state", "b")));
        await Expect.ErrorPageAsync(response);
    }

    [Fact]
    public async Task Post_signs_out_as_a_get_does()
    {
        var (browser, tokens) = await SignedInAsync();
        using var _ = browser;
        using var response = await browser.FollowAsync(await browser.PostAsync(End, [new("id_token_hint", tokens.IdToken), new("post_logout_redirect_uri", Target), new("state", "s")]));
        Assert.Equal(Target + "?state=s", response.Headers.Location!.OriginalString);
        Assert.False(await IsSignedInAsync(browser));
    }

    [Fact]
    public async Task Who_is_signed_out_already_is_sent_back_all_the_same()
    {
        using var browser = server.OAuth.NewBrowser();
        using var response = await browser.OpenAsync(Address(("client_id", "web"), ("post_logout_redirect_uri", Target), ("state", "s")));
        Assert.Equal(Target + "?state=s", response.Headers.Location!.OriginalString);
        using var bare = await browser.OpenAsync(End);
        Assert.Equal("You are signed out", await Page.TitleAsync(bare));
    }

    [Fact]
    public async Task Logout_form_without_its_token_is_refused()
    {
        var (browser, _) = await SignedInAsync();
        using var _1 = browser;
        using var page = await browser.OpenAsync(End);
        using var response = await browser.PostAsync("/logout", [new("logout", "")]);
        await Expect.ErrorPageAsync(response);
        Assert.True(await IsSignedInAsync(browser));
    }

    [Fact]
    public async Task Damaged_ticket_sends_nobody_anywhere()
    {
        using var browser = server.OAuth.NewBrowser();
        foreach (var query in new[] { "", "?logout=", "?logout=x", "?logout=" + new string('A', 2000) })
        {
            using var response = await browser.GetAsync("/connect/endsession/resume" + query);
            await Expect.ErrorPageAsync(response);
        }
    }

    [Fact]
    public async Task Logout_in_one_browser_leaves_another_signed_in()
    {
        var (one, tokens) = await SignedInAsync();
        var (other, otherTokens) = await SignedInAsync();
        using var _1 = one;
        using var _2 = other;
        using var response = await one.OpenAsync(Address(("id_token_hint", tokens.IdToken)));
        Assert.True(await IsSignedInAsync(other));
        Expect.Tokens(await RefreshAsync(otherTokens));
    }

    [Fact]
    public async Task Logout_whose_target_goes_while_the_user_is_asked_signs_out_all_the_same()
    {
        var (browser, tokens) = await SignedInAsync();
        using var _ = browser;
        using var page = await browser.OpenAsync(Address(("client_id", "web"), ("post_logout_redirect_uri", Target)));
        await server.ChangeClientAsync("web", c => c.Enabled = false);
        using var response = await browser.SubmitAsync(page);
        await server.ChangeClientAsync("web", c => c.Enabled = true);
        Assert.Equal("You are signed out", await Page.TitleAsync(response));
        Assert.False(await IsSignedInAsync(browser));
        Expect.Refusal(await RefreshAsync(tokens), "invalid_grant");
    }

    [Fact]
    public async Task Client_that_is_not_there_and_names_no_target_may_still_ask_the_user()
    {
        var (browser, tokens) = await SignedInAsync();
        using var _ = browser;
        await server.ChangeClientAsync("web", c => c.Enabled = false);
        foreach (var client in new[] { "web", "nobody" })
        {
            using var asked = await browser.OpenAsync(Address(("client_id", client), ("state", "xyz")));
            Assert.Equal("Sign out?", await Page.TitleAsync(asked));
        }
        using var response = await browser.OpenAsync(Address(("id_token_hint", tokens.IdToken)));
        await server.ChangeClientAsync("web", c => c.Enabled = true);
        Assert.Equal("You are signed out", await Page.TitleAsync(response));
        Assert.False(await IsSignedInAsync(browser));
    }
}
