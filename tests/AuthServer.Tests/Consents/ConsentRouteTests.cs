using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Tests.Consents;

/// <summary>What a user allowed, seen and taken back over REST.</summary>
public sealed class ConsentRouteTests : IClassFixture<SharedHost>, IDisposable
{
    private readonly AuthServerHost _host;
    private readonly Rest _rest;
    private readonly OAuth _app;

    public ConsentRouteTests(SharedHost shared) => (_host, _rest, _app) = (shared.Host, new Rest(shared.Host), new OAuth(shared.Host));

    private async Task<(Account Someone, Browser Browser)> SignedInAsync()
    {
        var someone = await Account.ByPasswordAsync(_rest);
        var browser = _app.NewBrowser();
        await browser.SignInAsync(await browser.OpenAsync("/login"), someone.Email, Account.Password);
        _host.Clock.Advance(TimeSpan.FromSeconds(1));
        return (someone, browser);
    }

    private static async Task<string> CodeAsync(Browser browser) => OAuth.Answer(await browser.AllowAsync(await browser.OpenAsync(OAuth.AuthorizeUrl())))["code"];

    private Task<OAuthAnswer> RefreshAsync(OAuthAnswer tokens) => _app.PostAsync("/connect/token", "web", OAuth.WebSecret, ("grant_type", "refresh_token"), ("refresh_token", tokens.RefreshToken));

    private async Task<IReadOnlyList<JsonNode>> ListAsync(Account someone) => (await _rest.GetAsync("/auth/consents/", someone.Access)).Items;

    [Fact]
    public async Task Listed_with_client_scopes_in_words_and_times()
    {
        var (someone, browser) = await SignedInAsync();
        using var _ = browser;
        var at = _host.Clock.GetUtcNow();
        await _app.RedeemAsync(await CodeAsync(browser));
        var consent = Assert.Single(await ListAsync(someone));
        Assert.Equal(["client_id", "client_name", "scopes", "granted_at", "last_used_at"], consent.AsObject().Select(member => member.Key));
        Assert.Equal(("web", "Example Web", at, at), ((string?)consent["client_id"], (string?)consent["client_name"], (DateTimeOffset)consent["granted_at"]!, (DateTimeOffset)consent["last_used_at"]!));
        Assert.Equal(["openid", "profile", "email", "offline_access"], consent["scopes"]!.AsArray().Select(s => (string?)s!["name"]));
        Assert.Equal("See your e-mail address", (string?)consent["scopes"]![2]!["description"]);
    }

    [Fact]
    public async Task Taken_back_its_tokens_die_and_it_has_to_ask_again()
    {
        var (someone, browser) = await SignedInAsync();
        using var _ = browser;
        var tokens = await _app.RedeemAsync(await CodeAsync(browser));
        Assert.Equal("200 ok", (await _rest.DeleteAsync("/auth/consents/web/", someone.Access)).Outcome);
        Assert.Empty(await ListAsync(someone));
        Assert.Equal("invalid_grant", (await RefreshAsync(tokens)).Error);
        Assert.False((await _app.IntrospectAsync(tokens.AccessToken)).Active);
        Assert.Equal("/consent", (await browser.OpenAsync(OAuth.AuthorizeUrl())).RequestMessage!.RequestUri!.AbsolutePath);
        // The session of the browser, and the app that is ours, go on.
        Assert.Equal("200 ok", (await _rest.RefreshAsync(someone.Refresh)).Outcome);
        Assert.Equal("200 ok", (await _rest.DeleteAsync("/auth/consents/web/", someone.Access)).Outcome);
    }

    [Fact]
    public async Task Code_issued_before_it_was_taken_back_gives_nothing_after()
    {
        var (someone, browser) = await SignedInAsync();
        using var _ = browser;
        var code = await CodeAsync(browser);
        await _rest.DeleteAsync("/auth/consents/web/", someone.Access);
        Assert.Equal("invalid_grant", (await _app.RedeemAsync(code)).Error);
    }

    [Fact]
    public async Task APIs_are_told_once()
    {
        var (someone, browser) = await SignedInAsync();
        using var _ = browser;
        await _app.RedeemAsync(await CodeAsync(browser));
        await _rest.DeleteAsync("/auth/consents/web/", someone.Access);
        await _rest.DeleteAsync("/auth/consents/web/", someone.Access);
        await using var db = await HostTables.EngineAsync(_host);
        var told = db.SecurityEvents.AsEnumerable().Where(e => e.Type == "urn:authplatform:event:grant-revoked" && e.Subject == someone.Id);
        Assert.Equal("consent_withdrawn", (string?)JsonNode.Parse(Assert.Single(told).Payload)!["reason"]);
    }

    [Fact]
    public async Task APIs_are_told_of_a_grant_past_its_idle_end_too()
    {
        var (someone, browser) = await SignedInAsync();
        using var _ = browser;
        await _app.RedeemAsync(await CodeAsync(browser));
        await using var db = await HostTables.EngineAsync(_host);
        // A client's idle time may be shorter than its access tokens live.
        await db.GrantStates.Where(state => db.Grants.Any(g => g.Id == state.Id && g.ClientId == "web")).ExecuteUpdateAsync(set => set.SetProperty(state => state.IdleExpiresAt, DateTimeOffset.UnixEpoch));
        await _rest.DeleteAsync("/auth/consents/web/", someone.Access);
        Assert.Single(db.SecurityEvents.AsEnumerable(), e => e.Type == "urn:authplatform:event:grant-revoked" && e.Subject == someone.Id);
    }

    [Fact]
    public async Task Only_ones_own_and_only_by_an_app_of_ours()
    {
        var (someone, browser) = await SignedInAsync();
        using var _ = browser;
        var tokens = await _app.RedeemAsync(await CodeAsync(browser));
        var other = await Account.ByPinAsync(_rest);
        Assert.Equal("200 ok", (await _rest.DeleteAsync("/auth/consents/web/", other.Access)).Outcome);
        Assert.Equal("403 first_party_only", (await _rest.DeleteAsync("/auth/consents/web/", tokens.AccessToken)).Outcome);
        Assert.Equal("403 first_party_only", (await _rest.GetAsync("/auth/consents/", tokens.AccessToken)).Outcome);
        Assert.Equal("401 missing_token", (await _rest.GetAsync("/auth/consents/")).Outcome);
        Assert.Single(await ListAsync(someone));
        Assert.Null((await RefreshAsync(tokens)).Error);
    }

    [Fact]
    public async Task Our_own_app_has_nothing_to_be_taken_back()
    {
        var (someone, browser) = await SignedInAsync();
        browser.Dispose();
        Assert.Equal("200 ok", (await _rest.DeleteAsync("/auth/consents/mobile/", someone.Access)).Outcome);
        Assert.Equal("200 ok", (await _rest.RefreshAsync(someone.Refresh)).Outcome);
    }

    [Fact]
    public async Task Asked_again_only_for_what_is_new_which_the_page_marks()
    {
        var (_, browser) = await SignedInAsync();
        using var __ = browser;
        await CodeAsync(browser);
        _host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(OAuth.Answer(await browser.OpenAsync(OAuth.AuthorizeUrl(("scope", "openid email")))).ContainsKey("code"));
        var document = await Page.ParseAsync(await browser.OpenAsync(OAuth.AuthorizeUrl(("scope", "openid email phone"))));
        string Note(string scope) => document.QuerySelector($"#scope-{scope}")!.ParentElement!.QuerySelector("small")!.TextContent;
        Assert.Equal(("needed to sign you in", "you have allowed this before", "new"), (Note("openid"), Note("email"), Note("phone")));
    }

    [Fact]
    public async Task Page_says_who_publishes_the_client_and_links_its_https_pages_only()
    {
        await using (var db = await HostTables.EngineAsync(_host))
        {
            var client = db.Clients.Single(c => c.ClientId == "partner");
            (client.ClientUri, client.PolicyUri, client.TosUri) = ("https://partner.example/about", "https://partner.example/privacy", "http://partner.example/terms");
            await db.SaveChangesAsync();
        }
        var (_, browser) = await SignedInAsync();
        using var __ = browser;
        var document = await Page.ParseAsync(await browser.OpenAsync(OAuth.AuthorizeUrl(
            ("client_id", "partner"), ("redirect_uri", OAuth.PartnerCallback), ("scope", "openid"), ("code_challenge", OAuth.Challenge), ("code_challenge_method", "S256"))));
        Assert.Equal("partner.example", document.QuerySelector("#publisher")!.TextContent);
        Assert.Equal(["https://partner.example/about", "https://partner.example/privacy"], document.QuerySelectorAll("a.client-link").Select(a => a.GetAttribute("href")));
        Assert.All(document.QuerySelectorAll("a.client-link"), a => Assert.Equal("noreferrer noopener", a.GetAttribute("rel")));
    }

    [Fact]
    public async Task Device_s_yes_that_waits_goes_with_the_consent_and_does_not_come_back_with_the_next()
    {
        var (someone, browser) = await SignedInAsync();
        using var _ = browser;
        var early = await DeviceAsync(browser);
        Assert.Equal("200 ok", (await _rest.DeleteAsync("/auth/consents/tv/", someone.Access)).Outcome);
        var late = await DeviceAsync(browser);
        Assert.Equal("invalid_grant", (await PollAsync(early)).Error);
        Assert.Null((await PollAsync(late)).Error);
    }

    [Theory]
    [InlineData("https://app.example/a/b")]
    [InlineData("https://app.example/a%2Fb")]
    [InlineData("https://app.example/a%252Fb")]
    [InlineData("https://app.example/a%2fb?c=d%2F")]
    public async Task Every_client_that_is_listed_can_be_taken_back_and_no_other_goes_with_it(string clientId)
    {
        string[] listed = ["https://app.example/a/b", "https://app.example/a%2Fb", "https://app.example/a%252Fb", "https://app.example/a%2fb?c=d%2F"];
        var (someone, browser) = await SignedInAsync();
        browser.Dispose();
        await using (var db = await HostTables.EngineAsync(_host))
        {
            var scopes = AuthServer.Protocol.Scopes.ScopeSet.Parse("openid")!;
            db.Consents.AddRange(listed.Select(id => new Protocol.Consents.Consent { Subject = someone.Id, ClientId = id, Scopes = scopes, Asked = scopes, GrantedAt = _host.Clock.GetUtcNow() }));
            await db.SaveChangesAsync();
        }
        Assert.Equal("200 ok", (await _rest.DeleteAsync($"/auth/consents/{Uri.EscapeDataString(clientId)}/", someone.Access)).Outcome);
        Assert.Equal(listed.Where(id => id != clientId).Order(StringComparer.Ordinal), (await ListAsync(someone)).Select(c => (string?)c["client_id"]).Order(StringComparer.Ordinal));
    }

    private async Task<OAuthAnswer> DeviceAsync(Browser browser)
    {
        var codes = await _app.PostAsync("/connect/deviceauthorization", null, null, ("client_id", "tv"), ("scope", "openid profile"));
        await browser.AllowAsync(await browser.SubmitAsync(await browser.GetAsync("/device"), KeyValuePair.Create("user_code", codes["user_code"]!)));
        return codes;
    }

    private Task<OAuthAnswer> PollAsync(OAuthAnswer codes) =>
        _app.TokenAsync(("grant_type", "urn:ietf:params:oauth:grant-type:device_code"), ("client_id", "tv"), ("device_code", codes["device_code"]!));

    public void Dispose()
    {
        _app.Dispose();
        _rest.Dispose();
    }
}
