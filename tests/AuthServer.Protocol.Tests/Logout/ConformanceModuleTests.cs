using System.Text;

namespace AuthServer.Protocol.Tests.Logout;

/// <summary>The modules of the OpenID Foundation's logout plans, by their names, as far as they can be played without the suite.</summary>
public sealed class ConformanceModuleTests(Server server) : IClassFixture<Server>
{
    private const string State = "Zm9v-bar_0123456789";

    private async Task<(Browser Browser, OAuthAnswer Tokens)> SignedInAsync()
    {
        var browser = await server.SignedInAsync();
        return (browser, await server.TokensAsync(browser));
    }

    /// <summary>Where a module ends in a look at the screen: an error is shown, nobody is sent anywhere or signed out.</summary>
    private static async Task RefusedAsync(Browser browser, string sentence, params IEnumerable<(string Name, string Value)> parameters)
    {
        using var response = await browser.OpenAsync(LogoutClients.Address(parameters));
        await Expect.ErrorPageAsync(response);
        var page = await Page.ParseAsync(response);
        Assert.Contains(sentence, page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("meta[http-equiv=refresh], script, main a[href^='http']"));
        Assert.True(await browser.IsSignedInAsync());
    }

    private static async Task<HttpResponseMessage> ConfirmedAsync(Browser browser, params IEnumerable<(string Name, string Value)> parameters)
    {
        using var page = await browser.OpenAsync(LogoutClients.Address(parameters));
        Assert.Equal("Sign out?", await Page.TitleAsync(page));
        Assert.True(await browser.IsSignedInAsync());
        return await browser.SubmitAsync(page);
    }

    private static async Task SaysSoAsync(HttpResponseMessage response, Browser browser)
    {
        Assert.Equal((HttpStatusCode.OK, "You are signed out"), (response.StatusCode, await Page.TitleAsync(response)));
        Assert.False(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task Oidcc_rp_initiated_logout()
    {
        var (browser, tokens) = await SignedInAsync();
        using var _ = browser;
        using var response = await browser.OpenAsync(LogoutClients.Address(("id_token_hint", tokens.IdToken), ("post_logout_redirect_uri", LogoutClients.Target), ("state", State)));
        Assert.Equal(LogoutClients.Target + "?state=" + State, response.Headers.Location!.OriginalString);
        Assert.False(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task Oidcc_backchannel_rp_initiated_logout()
    {
        await using var web = await LogoutReceiver.ForAsync(server, "web");
        var (browser, tokens) = await SignedInAsync();
        using var _ = browser;
        using var response = await browser.OpenAsync(LogoutClients.Address(("id_token_hint", tokens.IdToken), ("post_logout_redirect_uri", LogoutClients.Target), ("state", State)));
        Assert.Equal(LogoutClients.Target + "?state=" + State, response.Headers.Location!.OriginalString);
        var claims = await LogoutTokens.ReadAsync(server, await web.NextAsync(), "web");
        Assert.Equal(LogoutClients.Sid(tokens), (string?)claims["sid"]);
        await server.ChangeClientAsync("web", c => c.BackChannelLogoutUri = null);
    }

    [Fact]
    public async Task Oidcc_frontchannel_rp_initiated_logout()
    {
        await server.ChangeClientAsync("web", c => (c.FrontChannelLogoutUri, c.FrontChannelLogoutSessionRequired) = ("http://localhost:5300/front", true));
        var (browser, tokens) = await SignedInAsync();
        using var _ = browser;
        using var response = await browser.OpenAsync(LogoutClients.Address(("id_token_hint", tokens.IdToken), ("post_logout_redirect_uri", LogoutClients.Target), ("state", State)));
        var page = await Page.ParseAsync(response);
        Assert.Equal($"http://localhost:5300/front?iss={Uri.EscapeDataString(AuthServerHost.Issuer)}&sid={LogoutClients.Sid(tokens)}", Assert.Single(page.QuerySelectorAll("iframe")).GetAttribute("src"));
        Assert.Equal(LogoutClients.Target + "?state=" + State, page.QuerySelector("#continue")!.GetAttribute("href"));
        await server.ChangeClientAsync("web", c => c.FrontChannelLogoutUri = null);
    }

    [Fact]
    public async Task Oidcc_rp_initiated_logout_bad_post_logout_redirect_uri()
    {
        var (browser, tokens) = await SignedInAsync();
        using var _ = browser;
        await RefusedAsync(browser, "The post_logout_redirect_uri is not registered for this client.", ("id_token_hint", tokens.IdToken), ("post_logout_redirect_uri", LogoutClients.Target + "/bad"), ("state", State));
    }

    [Fact]
    public async Task Oidcc_rp_initiated_logout_query_added_to_post_logout_redirect_uri()
    {
        var (browser, tokens) = await SignedInAsync();
        using var _ = browser;
        await RefusedAsync(browser, "The post_logout_redirect_uri is not registered for this client.", ("id_token_hint", tokens.IdToken), ("post_logout_redirect_uri", LogoutClients.Target + "?foo=bar"), ("state", State));
    }

    [Fact]
    public async Task Oidcc_rp_initiated_logout_modified_id_token_hint()
    {
        var (browser, tokens) = await SignedInAsync();
        using var _ = browser;
        foreach (var modified in OAuthTokens.Flipped(tokens.IdToken, 8))
            await RefusedAsync(browser, "The id_token_hint is not an ID token of this server.", ("id_token_hint", modified), ("post_logout_redirect_uri", LogoutClients.Target), ("state", State));
    }

    [Fact]
    public async Task Oidcc_rp_initiated_logout_bad_id_token_hint()
    {
        var (browser, _) = await SignedInAsync();
        using var _1 = browser;
        await RefusedAsync(browser, "The id_token_hint is not an ID token of this server.", ("id_token_hint", "bad"), ("post_logout_redirect_uri", LogoutClients.Target), ("state", State));
    }

    [Fact]
    public async Task Oidcc_rp_initiated_logout_no_id_token_hint()
    {
        // Without client_id nobody knows whose the address is.
        var (browser, _) = await SignedInAsync();
        using var _1 = browser;
        await RefusedAsync(browser, "The post_logout_redirect_uri is not registered for this client.", ("post_logout_redirect_uri", LogoutClients.Target), ("state", State));
        using var response = await ConfirmedAsync(browser, ("client_id", "web"), ("post_logout_redirect_uri", LogoutClients.Target), ("state", State));
        Assert.Equal(LogoutClients.Target + "?state=" + State, response.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Oidcc_rp_initiated_logout_no_params()
    {
        var (browser, _) = await SignedInAsync();
        using var _1 = browser;
        using var response = await ConfirmedAsync(browser);
        await SaysSoAsync(response, browser);
    }

    [Fact]
    public async Task Oidcc_rp_initiated_logout_only_state()
    {
        var (browser, _) = await SignedInAsync();
        using var _1 = browser;
        using var response = await ConfirmedAsync(browser, ("state", State));
        await SaysSoAsync(response, browser);
    }

    [Fact]
    public async Task Oidcc_rp_initiated_logout_no_post_logout_redirect_uri()
    {
        var (browser, tokens) = await SignedInAsync();
        using var _ = browser;
        using var response = await browser.OpenAsync(LogoutClients.Address(("id_token_hint", tokens.IdToken), ("state", State)));
        await SaysSoAsync(response, browser);
    }

    [Fact]
    public async Task Oidcc_rp_initiated_logout_no_state()
    {
        var (browser, tokens) = await SignedInAsync();
        using var _ = browser;
        using var response = await browser.OpenAsync(LogoutClients.Address(("id_token_hint", tokens.IdToken), ("post_logout_redirect_uri", LogoutClients.Target)));
        Assert.Equal(LogoutClients.Target, response.Headers.Location!.OriginalString);
        Assert.False(await browser.IsSignedInAsync());
    }

    public static TheoryData<string> States() => new(
        new string('x', 512), string.Concat(Enumerable.Range(0, 95).Select(i => (char)(' ' + i))), "é ü 漢字 🎉 \u202e \u0301", "%2B+%20&state=other&a=b#frag?x;y,z", "\"><script>alert(1)</script>", " leading and trailing ", "\t\r\nX-Injected: 1",
        string.Concat(Enumerable.Range(0, 128).Select(i => "+/=?&#%~'\"\\<> "[i % 14])));

    [Theory]
    [MemberData(nameof(States))]
    public async Task State_comes_back_as_it_was_on_every_way(string state)
    {
        var (browser, tokens) = await SignedInAsync();
        using var _ = browser;
        (string, string)[] parameters = [("id_token_hint", tokens.IdToken), ("post_logout_redirect_uri", LogoutClients.Target), ("state", state)];
        using var confirmed = await ConfirmedAsync(browser, [("client_id", "web"), .. parameters[1..]]);
        using var got = await browser.OpenAsync(LogoutClients.Address(parameters));
        using var posted = await browser.FollowAsync(await browser.PostAsync(LogoutClients.End, parameters.Select(p => KeyValuePair.Create(p.Item1, p.Item2))));
        foreach (var response in new[] { confirmed, got, posted }) Assert.Equal(LogoutClients.Target + "?state=" + Uri.EscapeDataString(state), response.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("x", 513)]
    [InlineData("é", 257)]
    public async Task State_of_more_than_512_bytes_is_refused(string character, int times)
    {
        var (browser, tokens) = await SignedInAsync();
        using var _ = browser;
        var state = new StringBuilder().Insert(0, character, times).ToString();
        await RefusedAsync(browser, "The state is longer than 512 bytes.", ("id_token_hint", tokens.IdToken), ("post_logout_redirect_uri", LogoutClients.Target), ("state", state));
    }

    [Fact]
    public async Task Hints_for_people_change_nothing()
    {
        var (browser, tokens) = await SignedInAsync();
        using var _ = browser;
        using var response = await browser.OpenAsync(LogoutClients.Address(("id_token_hint", tokens.IdToken), ("client_id", "web"), ("logout_hint", "bob"), ("ui_locales", "fr-CA de <x>"), ("unknown", "y"), ("post_logout_redirect_uri", LogoutClients.Target), ("state", State)));
        Assert.Equal(LogoutClients.Target + "?state=" + State, response.Headers.Location!.OriginalString);
    }
}
