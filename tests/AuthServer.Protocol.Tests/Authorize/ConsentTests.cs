using AngleSharp.Html.Dom;

namespace AuthServer.Protocol.Tests.Authorize;

/// <summary>Other parties get what the user allows them, and no more (OIDC Core §3.1.2.4).</summary>
public sealed class ConsentTests : IClassFixture<Server>, IAsyncLifetime
{
    private readonly Server _server;

    public ConsentTests(Server server) => _server = server;

    /// <summary>Every test begins without any consent.</summary>
    public async ValueTask InitializeAsync()
    {
        await _server.SqlAsync("DELETE FROM consents");
        // A consent counts from the request on: no two tests share an instant.
        _server.Clock.Advance(TimeSpan.FromSeconds(1));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static bool AsksForConsent(HttpResponseMessage response) => response.RequestMessage!.RequestUri!.AbsolutePath == "/consent" && response.StatusCode == HttpStatusCode.OK;

    private async Task<(Browser Browser, HttpResponseMessage Page)> AskedAsync(params IEnumerable<(string, string?)> changes)
    {
        var browser = await _server.SignedInAsync();
        var page = await browser.OpenAsync(OAuth.AuthorizeUrl(changes));
        Assert.True(AsksForConsent(page));
        return (browser, page);
    }

    private static KeyValuePair<string, string> Field(string name, string value) => new(name, value);

    private async Task<string> ScopeAsync(HttpResponseMessage response) => Expect.Tokens(await _server.OAuth.RedeemAsync(OAuth.Answer(response)["code"]))["scope"]!;

    [Fact]
    public async Task Third_party_asks_with_every_scope_in_words()
    {
        var (browser, page) = await AskedAsync();
        using var _ = browser;
        var document = await Page.ParseAsync(page);
        Assert.Contains("Example Web", document.QuerySelector("#client-name")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["openid", "profile", "email", "offline_access"], document.QuerySelectorAll("input[name=allowed]").Cast<IHtmlInputElement>().Select(i => i.Value));
        Assert.Equal("http://localhost:5300", document.QuerySelector("#return-origin")!.TextContent);
    }

    [Fact]
    public async Task First_party_does_not_ask()
    {
        using var browser = await _server.SignedInAsync();
        var answer = await OAuth.SignInAsync(browser, ("client_id", "spa"), ("redirect_uri", "http://localhost:5173/callback"), ("scope", "openid profile"), ("code_challenge", OAuth.Challenge), ("code_challenge_method", "S256"));
        Assert.True(answer.ContainsKey("code"));
    }

    [Fact]
    public async Task Denied_request_is_access_denied()
    {
        var (browser, page) = await AskedAsync();
        using var _ = browser;
        using var response = await browser.SubmitAsync(page, Field("decision", "deny"));
        Expect.RedirectWithError(response, "access_denied");
        using var again = await browser.OpenAsync(OAuth.AuthorizeUrl());
        Assert.True(AsksForConsent(again));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ALLOW")]
    [InlineData("allow ")]
    public async Task Anything_but_allow_is_a_denial(string decision)
    {
        var (browser, page) = await AskedAsync();
        using var _ = browser;
        using var response = await browser.SubmitAsync(page, Field("decision", decision));
        Expect.RedirectWithError(response, "access_denied");
    }

    [Fact]
    public async Task Unticked_scope_is_not_in_the_token()
    {
        var (browser, page) = await AskedAsync();
        using var _ = browser;
        using var response = await browser.SubmitAsync(page, Field("decision", "allow"), Field("allowed", "profile"));
        var tokens = Expect.Tokens(await _server.OAuth.RedeemAsync(OAuth.Answer(response)["code"]));
        Assert.Equal("openid profile", tokens["scope"]);
        Assert.Null(tokens["refresh_token"]);
        Assert.Null((await _server.OAuth.UserInfoAsync(tokens.AccessToken))["email"]);
    }

    [Fact]
    public async Task Openid_cannot_be_unticked()
    {
        var (browser, page) = await AskedAsync();
        using var _ = browser;
        Assert.True(((IHtmlInputElement)(await Page.ParseAsync(page)).QuerySelector("#scope-openid")!).IsDisabled);
        using var response = await browser.SubmitAsync(page, Field("decision", "allow"), Field("allowed", ""));
        Assert.Equal("openid", await ScopeAsync(response));
    }

    [Fact]
    public async Task Nothing_ticked_is_a_denial()
    {
        var (browser, page) = await AskedAsync(("scope", "profile email"));
        using var _ = browser;
        using var response = await browser.SubmitAsync(page, Field("decision", "allow"), Field("allowed", ""));
        Expect.RedirectWithError(response, "access_denied");
    }

    [Fact]
    public async Task Scopes_added_to_the_form_do_not_count()
    {
        var (browser, page) = await AskedAsync(("scope", "openid profile"));
        using var _ = browser;
        using var response = await browser.SubmitAsync(
            page, Field("decision", "allow"), Field("allowed", "profile"), Field("allowed", "email"), Field("allowed", "admin"), Field("allowed", "users:write"), Field("scope", "openid email"), Field("client_id", "partner"));
        Assert.Equal("openid profile", await ScopeAsync(response));
        _server.Clock.Advance(TimeSpan.FromSeconds(1));
        using var again = await browser.OpenAsync(OAuth.AuthorizeUrl(("scope", "openid profile email")));
        Assert.True(AsksForConsent(again));
    }

    [Fact]
    public async Task Second_request_for_the_same_or_fewer_scopes_is_silent()
    {
        var (browser, page) = await AskedAsync();
        using var _ = browser;
        using var first = await browser.AllowAsync(page);
        _server.Clock.Advance(TimeSpan.FromSeconds(1));
        using var same = await browser.OpenAsync(OAuth.AuthorizeUrl());
        Assert.Equal("openid profile email offline_access", await ScopeAsync(same));
        using var fewer = await browser.OpenAsync(OAuth.AuthorizeUrl(("scope", "openid email")));
        Assert.Equal("openid email", await ScopeAsync(fewer));
    }

    [Fact]
    public async Task Request_for_a_new_scope_asks_again()
    {
        var (browser, page) = await AskedAsync(("scope", "openid"));
        using var _ = browser;
        using var first = await browser.AllowAsync(page);
        _server.Clock.Advance(TimeSpan.FromSeconds(1));
        using var more = await browser.OpenAsync(OAuth.AuthorizeUrl(("scope", "openid phone")));
        Assert.True(AsksForConsent(more));
    }

    [Fact]
    public async Task Consent_of_one_client_is_none_of_another()
    {
        var (browser, page) = await AskedAsync();
        using var _ = browser;
        using var first = await browser.AllowAsync(page);
        using var other = await browser.OpenAsync(OAuth.AuthorizeUrl(
            ("client_id", "partner"), ("redirect_uri", OAuth.PartnerCallback), ("scope", "openid"), ("code_challenge", OAuth.Challenge), ("code_challenge_method", "S256")));
        Assert.True(AsksForConsent(other));
    }

    [Fact]
    public async Task Prompt_consent_asks_although_everything_is_allowed()
    {
        var (browser, page) = await AskedAsync();
        using var _ = browser;
        using var first = await browser.AllowAsync(page);
        _server.Clock.Advance(TimeSpan.FromSeconds(1));
        using var asked = await browser.OpenAsync(OAuth.AuthorizeUrl(("prompt", "consent")));
        Assert.True(AsksForConsent(asked));
        using var less = await browser.SubmitAsync(asked, Field("decision", "allow"), Field("allowed", "email"));
        Assert.Equal("openid email", await ScopeAsync(less));
    }

    [Fact]
    public async Task Consent_without_its_form_token_is_refused()
    {
        var (browser, page) = await AskedAsync();
        using var _ = browser;
        var ticket = Uri.UnescapeDataString(page.RequestMessage!.RequestUri!.Query["?request=".Length..]);
        using var response = await browser.PostAsync("/consent", [Field("request", ticket), Field("decision", "allow"), Field("allowed", "profile")]);
        await Expect.ErrorPageAsync(response);
        using var again = await browser.OpenAsync(OAuth.AuthorizeUrl());
        Assert.True(AsksForConsent(again));
    }

    [Fact]
    public async Task Form_token_of_another_browser_is_refused()
    {
        var (alice, page) = await AskedAsync();
        var (mallory, foreign) = await AskedAsync();
        using var _1 = alice;
        using var _2 = mallory;
        var token = ((IHtmlInputElement)(await Page.ParseAsync(foreign)).QuerySelector("input[name=form_token]")!).Value;
        using var response = await alice.SubmitAsync(page, Field("decision", "allow"), Field("form_token", token));
        await Expect.ErrorPageAsync(response);
    }

    [Fact]
    public async Task Consent_after_the_session_has_ended_leads_back_to_the_login_page()
    {
        var (browser, page) = await AskedAsync();
        using var _ = browser;
        await _server.SqlAsync($"UPDATE sessions SET ended_at = {_server.Clock.GetUtcNow().ToUnixTimeMilliseconds()}");
        using var response = await browser.AllowAsync(page);
        Assert.Equal("Sign in", await Page.TitleAsync(response));
    }

    [Fact]
    public async Task Consent_page_without_a_request_leads_away()
    {
        using var browser = await _server.SignedInAsync();
        using var response = await browser.GetAsync("/consent");
        Assert.Equal((HttpStatusCode.SeeOther, "/"), (response.StatusCode, response.Headers.Location!.OriginalString));
        using var damaged = await browser.GetAsync("/consent?request=damaged");
        Assert.Equal((HttpStatusCode.SeeOther, "/expired"), (damaged.StatusCode, damaged.Headers.Location!.OriginalString));
    }

    [Fact]
    public async Task Two_tabs_that_say_yes_at_once_lose_nothing()
    {
        var (browser, one) = await AskedAsync(("scope", "openid email"));
        using var _ = browser;
        using var other = await browser.OpenAsync(OAuth.AuthorizeUrl(("scope", "openid phone")));
        await Task.WhenAll(browser.AllowAsync(one), browser.AllowAsync(other));
        await using var db = await _server.DbAsync();
        Assert.Equal(["email", "openid", "phone"], Assert.Single(db.Consents.AsEnumerable()).Scopes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Yes_to_another_request_is_no_answer_to_this_one()
    {
        var (browser, page) = await AskedAsync(("scope", "openid profile email"), ("prompt", "consent"));
        using var _ = browser;
        using var other = await browser.OpenAsync(OAuth.AuthorizeUrl(("scope", "openid profile"), ("prompt", "consent")));
        Assert.Equal("openid profile", await ScopeAsync(await browser.AllowAsync(other)));
        using var resumed = await browser.OpenAsync("/connect/authorize/resume" + page.RequestMessage!.RequestUri!.Query);
        Assert.True(AsksForConsent(resumed));
        Assert.Equal("openid profile email", await ScopeAsync(await browser.AllowAsync(resumed)));
    }

    [Fact]
    public async Task Yes_that_leaves_nothing_of_what_was_asked_is_a_denial()
    {
        var (browser, page) = await AskedAsync(("scope", "profile email"));
        using var _ = browser;
        using var first = await browser.AllowAsync(page);
        await _server.SqlAsync("UPDATE consents SET scopes = 'phone'");
        using var resumed = await browser.OpenAsync("/connect/authorize/resume" + page.RequestMessage!.RequestUri!.Query);
        Expect.RedirectWithError(resumed, "access_denied");
    }

    [Fact]
    public async Task Code_for_more_than_the_user_still_allows_gives_nothing()
    {
        var (browser, page) = await AskedAsync();
        using var _ = browser;
        var code = OAuth.Answer(await browser.AllowAsync(page))["code"];
        using var asked = await browser.OpenAsync(OAuth.AuthorizeUrl(("prompt", "consent"), ("scope", "openid profile email")));
        using var less = await browser.SubmitAsync(asked, Field("decision", "allow"), Field("allowed", "email"));
        Expect.Refusal(await _server.OAuth.RedeemAsync(code), "invalid_grant");
        Assert.Equal("openid email", await ScopeAsync(less));
    }

    [Fact]
    public async Task Code_of_which_no_scope_is_left_is_refused_and_not_used_up()
    {
        var (browser, page) = await AskedAsync(("scope", "profile"));
        using var _ = browser;
        var code = OAuth.Answer(await browser.AllowAsync(page))["code"];
        Scopes.ScopeSet? before = null;
        await _server.ChangeClientAsync("web", c => c.Scopes = (before = c.Scopes).Without("profile"));
        Expect.Refusal(await _server.OAuth.RedeemAsync(code), "invalid_scope");
        await _server.ChangeClientAsync("web", c => c.Scopes = before!);
        Assert.Equal("profile", Expect.Tokens(await _server.OAuth.RedeemAsync(code))["scope"]);
    }
}
