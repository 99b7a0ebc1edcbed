namespace AuthServer.Protocol.Tests.Sessions;

/// <summary>A sign-in renews the cookie: a copy taken before it is worth nothing afterwards.</summary>
public sealed class RenewedCookieTests(Server server) : IClassFixture<Server>
{
    private string Cookie(Browser browser) => browser.Cookies.GetCookies(server.Host.ClientOptions.BaseAddress)["session"]!.Value;

    private Browser WithCookie(string cookie)
    {
        var browser = server.OAuth.NewBrowser();
        browser.Cookies.Add(server.Host.ClientOptions.BaseAddress, new Cookie("session", cookie));
        return browser;
    }

    private static async Task<string?> SilentErrorAsync(Browser browser, params IEnumerable<(string, string?)> changes)
    {
        using var response = await browser.OpenAsync(OAuth.AuthorizeUrl([("prompt", "none"), .. changes]));
        return OAuth.Answer(response).GetValueOrDefault("error");
    }

    [Fact]
    public async Task Copy_dies_when_its_owner_signs_in_again()
    {
        using var browser = await server.SignedInAsync();
        await OAuth.SignInAsync(browser);
        using var thief = WithCookie(Cookie(browser));
        Assert.Null(await SilentErrorAsync(thief));
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        using var page = await browser.OpenAsync(OAuth.AuthorizeUrl(("prompt", "login")));
        using var answer = await Server.SignInByPinAsync(browser, page);

        Assert.Equal("login_required", await SilentErrorAsync(thief));
        Assert.Equal("login_required", await SilentErrorAsync(thief, ("max_age", "3")));
        Assert.Null(await SilentErrorAsync(browser, ("max_age", "3")));
    }

    [Fact]
    public async Task Copy_does_not_end_the_session_when_it_signs_out()
    {
        using var browser = await server.SignedInAsync();
        await OAuth.SignInAsync(browser);
        using var thief = WithCookie(Cookie(browser));
        await Server.SignInAsync(browser, await browser.GetAsync("/login/pin"));
        using var signedOut = await thief.OpenAsync("/connect/endsession");
        Assert.Equal("You are signed out", await Page.TitleAsync(signedOut));
        Assert.Null(await SilentErrorAsync(browser));
    }

    [Fact]
    public async Task Session_and_its_tokens_live_on()
    {
        using var browser = await server.SignedInAsync();
        var before = Expect.Tokens(await server.OAuth.RedeemAsync((await OAuth.SignInAsync(browser))["code"]));
        await Server.SignInAsync(browser, await browser.GetAsync("/login/pin"));
        var after = Expect.Tokens(await server.OAuth.PostAsync("/connect/token", "web", OAuth.WebSecret, ("grant_type", "refresh_token"), ("refresh_token", before.RefreshToken)));
        var next = Expect.Tokens(await server.OAuth.RedeemAsync((await OAuth.SignInAsync(browser))["code"]));
        foreach (var tokens in new[] { after, next }) Assert.Equal(OAuth.Payload(before.AccessToken)["sid"]!.ToString(), OAuth.Payload(tokens.AccessToken)["sid"]!.ToString());
    }
}
