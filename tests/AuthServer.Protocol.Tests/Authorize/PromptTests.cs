namespace AuthServer.Protocol.Tests.Authorize;

/// <summary>When the user has to sign in, again or at all (OIDC Core §3.1.2.1).</summary>
public sealed class PromptTests(Server server) : IClassFixture<Server>
{
    private const string MobileScope = "openid offline_access";

    private static readonly (string, string?)[] Mobile =
        [("client_id", "mobile"), ("redirect_uri", OAuth.MobileCallback), ("scope", MobileScope), ("code_challenge", OAuth.Challenge), ("code_challenge_method", "S256")];

    /// <summary>A browser in which Alice signed in a minute ago, and has allowed <c>web</c>.</summary>
    private async Task<Browser> ReturningAsync()
    {
        var browser = await server.SignedInAsync();
        await OAuth.SignInAsync(browser);
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        return browser;
    }

    private static async Task<Dictionary<string, string>> AnswerAsync(Browser browser, params IEnumerable<(string, string?)> changes)
    {
        using var response = await browser.OpenAsync(OAuth.AuthorizeUrl(changes));
        return OAuth.Answer(response);
    }

    private static async Task AsksToSignInAsync(HttpResponseMessage page) => Assert.Equal("Sign in", await Page.TitleAsync(page));

    [Fact]
    public async Task None_without_a_session_is_login_required()
    {
        using var browser = server.OAuth.NewBrowser();
        Assert.Equal("login_required", (await AnswerAsync(browser, ("prompt", "none")))["error"]);
    }

    [Fact]
    public async Task None_without_consent_is_consent_required()
    {
        using var browser = await server.SignedInAsync("+12025550103", "7359");
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("consent_required", (await AnswerAsync(browser, ("prompt", "none")))["error"]);
    }

    [Fact]
    public async Task None_with_session_and_consent_answers_silently()
    {
        using var browser = await ReturningAsync();
        Assert.True((await AnswerAsync(browser, ("prompt", "none"))).ContainsKey("code"));
    }

    [Theory]
    [InlineData("prompt", "login")]
    [InlineData("prompt", "select_account")]
    [InlineData("prompt", "login consent")]
    [InlineData("max_age", "0")]
    [InlineData("max_age", "59")]
    public async Task Session_that_is_too_old_for_the_request_signs_in_again(string name, string value)
    {
        using var browser = await ReturningAsync();
        using var page = await browser.OpenAsync(OAuth.AuthorizeUrl((name, value)));
        await AsksToSignInAsync(page);
    }

    [Theory]
    [InlineData("60")]
    [InlineData("61")]
    [InlineData("2147483647")]
    public async Task Session_that_is_young_enough_answers(string maxAge)
    {
        using var browser = await ReturningAsync();
        Assert.True((await AnswerAsync(browser, ("max_age", maxAge))).ContainsKey("code"));
    }

    [Fact]
    public async Task None_with_a_session_that_is_too_old_is_login_required()
    {
        using var browser = await ReturningAsync();
        Assert.Equal("login_required", (await AnswerAsync(browser, ("prompt", "none"), ("max_age", "30")))["error"]);
        Assert.Equal("login_required", (await AnswerAsync(browser, ("prompt", "none"), ("max_age", "0")))["error"]);
    }

    [Fact]
    public async Task Signing_in_again_moves_the_auth_time_of_the_tokens()
    {
        using var browser = await ReturningAsync();
        using var page = await browser.OpenAsync(OAuth.AuthorizeUrl(("prompt", "login")));
        using var response = await Server.SignInByPinAsync(browser, page);
        var tokens = Expect.Tokens(await server.OAuth.RedeemAsync(OAuth.Answer(response)["code"]));
        Assert.Equal(server.Clock.GetUtcNow().ToUnixTimeSeconds(), OAuth.Payload(tokens.IdToken)["auth_time"]!.GetValue<long>());
    }

    [Fact]
    public async Task Login_cannot_be_skipped_by_opening_the_return_address()
    {
        using var browser = await ReturningAsync();
        using var page = await browser.OpenAsync(OAuth.AuthorizeUrl(("prompt", "login")));
        var ticket = page.RequestMessage!.RequestUri!.Query;
        using var resumed = await browser.OpenAsync("/connect/authorize/resume" + ticket);
        await AsksToSignInAsync(resumed);
        using var consent = await browser.OpenAsync("/consent" + ticket);
        using var allowed = await browser.AllowAsync(consent);
        await AsksToSignInAsync(allowed);
    }

    [Fact]
    public async Task Edited_return_address_is_refused()
    {
        using var browser = await ReturningAsync();
        using var page = await browser.OpenAsync(OAuth.AuthorizeUrl(("prompt", "login")));
        var ticket = Uri.UnescapeDataString(page.RequestMessage!.RequestUri!.Query["?request=".Length..]);
        foreach (var edited in new[] { ticket[..^1], ticket + "A", ticket[..20] + (ticket[20] == 'A' ? 'B' : 'A') + ticket[21..], "", "x", new string('A', 2000) })
        {
            using var response = await browser.GetAsync("/connect/authorize/resume?request=" + Uri.EscapeDataString(edited));
            await Expect.ErrorPageAsync(response);
        }
        foreach (var query in new[] { "", "?request=", "?prompt=none", "?request=a&request=b" })
        {
            using var response = await browser.GetAsync("/connect/authorize/resume" + query);
            await Expect.ErrorPageAsync(response);
        }
    }

    [Fact]
    public async Task Parameters_beside_the_ticket_change_nothing()
    {
        using var browser = await ReturningAsync();
        using var page = await browser.OpenAsync(OAuth.AuthorizeUrl(("prompt", "login")));
        using var resumed = await browser.OpenAsync("/connect/authorize/resume" + page.RequestMessage!.RequestUri!.Query + "&prompt=none&max_age=9999");
        await AsksToSignInAsync(resumed);
    }

    [Fact]
    public async Task Sign_in_that_took_too_long_has_to_begin_again()
    {
        using var browser = await ReturningAsync();
        using var page = await browser.OpenAsync(OAuth.AuthorizeUrl(("prompt", "login")));
        server.Clock.Advance(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));
        using var resumed = await browser.GetAsync("/connect/authorize/resume" + page.RequestMessage!.RequestUri!.Query);
        await Expect.ErrorPageAsync(resumed);
    }

    [Fact]
    public async Task Ticket_of_a_disabled_client_is_refused()
    {
        using var browser = await ReturningAsync();
        using var page = await browser.OpenAsync(OAuth.AuthorizeUrl(("prompt", "login")));
        await server.ChangeClientAsync("web", c => c.Enabled = false);
        try
        {
            using var resumed = await browser.GetAsync("/connect/authorize/resume" + page.RequestMessage!.RequestUri!.Query);
            await Expect.ErrorPageAsync(resumed);
        }
        finally
        {
            await server.ChangeClientAsync("web", c => c.Enabled = true);
        }
    }

    [Fact]
    public async Task Native_client_never_gets_a_silent_answer()
    {
        using var browser = await ReturningAsync();
        Assert.Equal("consent_required", (await AnswerAsync(browser, [.. Mobile, ("prompt", "none")]))["error"]);
        using var page = await browser.OpenAsync(OAuth.AuthorizeUrl(Mobile));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("asks for access", (await Page.TitleAsync(page))!, StringComparison.Ordinal);
        using var allowed = await browser.AllowAsync(page);
        Assert.True(OAuth.Answer(allowed).ContainsKey("code"));
        // What was allowed once does not make the next one silent.
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("consent_required", (await AnswerAsync(browser, [.. Mobile, ("prompt", "none")]))["error"]);
    }

    [Fact]
    public async Task Native_client_of_ours_asks_nothing_after_a_sign_in_for_this_request()
    {
        using var browser = server.OAuth.NewBrowser();
        using var page = await browser.OpenAsync(OAuth.AuthorizeUrl(Mobile));
        using var response = await Server.SignInByPinAsync(browser, page);
        Assert.StartsWith(OAuth.MobileCallback + "?code=", response.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task First_party_web_client_is_answered_silently()
    {
        using var browser = await ReturningAsync();
        var answer = await AnswerAsync(
            browser, ("client_id", "spa"), ("redirect_uri", "http://localhost:5173/callback"), ("scope", "openid"), ("code_challenge", OAuth.Challenge), ("code_challenge_method", "S256"), ("prompt", "none"));
        Assert.True(answer.ContainsKey("code"));
    }

    [Fact]
    public async Task Login_hint_fills_in_the_name()
    {
        using var browser = server.OAuth.NewBrowser();
        using var page = await browser.OpenAsync(OAuth.AuthorizeUrl(("login_hint", "al\"><b>ice")));
        var text = await page.Content.ReadAsStringAsync();
        Assert.Equal("al\"><b>ice", (await Page.ParseAsync(page)).QuerySelector("#username")!.GetAttribute("value"));
        Assert.DoesNotContain("<b>ice", text, StringComparison.Ordinal);
    }
}
