namespace AuthServer.Protocol.Tests.Sessions;

/// <summary>The session cookie, and the headers of every page that sees it.</summary>
public sealed class CookieTests(Server server) : IClassFixture<Server>
{
    private static IEnumerable<string> SetCookies(HttpResponseMessage response) => response.Headers.TryGetValues("Set-Cookie", out var values) ? values : [];

    private string Cookie(Browser browser) => browser.Cookies.GetCookies(server.Host.ClientOptions.BaseAddress)["session"]!.Value;

    private async Task<HttpResponseMessage> AskWithAsync(string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, OAuth.AuthorizeUrl(("prompt", "none")));
        request.Headers.TryAddWithoutValidation("Cookie", "session=" + cookie);
        return await server.OAuth.Http.SendAsync(request);
    }

    private static async Task<HttpResponseMessage> SignInAsync(Browser browser)
    {
        var page = await Page.ParseAsync(await browser.GetAsync("/login/pin"));
        var token = page.QuerySelector("input[name=form_token]")!.GetAttribute("value")!;
        return await browser.PostAsync("/login/pin", [new("form_token", token), new("phone_number", Server.Phone), new("pin", Server.Pin)]);
    }

    [Fact]
    public async Task Cookie_is_for_http_only_for_this_site_and_the_browser_session()
    {
        using var browser = server.OAuth.NewBrowser();
        using var response = await SignInAsync(browser);
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        var cookie = Assert.Single(SetCookies(response), c => c.StartsWith("session=", StringComparison.Ordinal));
        var attributes = cookie.Split("; ")[1..].Select(a => a.ToLowerInvariant()).Order(StringComparer.Ordinal);
        Assert.Equal(["httponly", "path=/", "samesite=lax"], attributes);
    }

    [Fact]
    public async Task Every_sign_in_makes_a_new_cookie()
    {
        using var browser = await server.SignedInAsync();
        var first = Cookie(browser);
        using var again = await SignInAsync(browser);
        Assert.NotEqual(first, Cookie(browser));
    }

    [Fact]
    public async Task Cookie_that_a_stranger_planted_becomes_nobody_s_session()
    {
        using var browser = server.OAuth.NewBrowser();
        browser.Cookies.Add(server.Host.ClientOptions.BaseAddress, new Cookie("session", "planted"));
        using var response = await SignInAsync(browser);
        Assert.NotEqual("planted", Cookie(browser));
    }

    [Fact]
    public async Task Damaged_cookie_is_nobody_s()
    {
        using var browser = await server.SignedInAsync();
        var good = Cookie(browser);
        using var signedIn = await AskWithAsync(good);
        Assert.NotEqual("login_required", OAuth.Answer(signedIn).GetValueOrDefault("error"));
        var form = browser.Cookies.GetCookies(server.Host.ClientOptions.BaseAddress)["form"]!.Value;
        foreach (var damaged in OAuthTokens.Flipped(good, 60).Concat([good[..^1], good[..^4], good[1..], good[..20], good + "A", "", "x", form, new string('A', 4000), "CfDJ8", good + good]))
        {
            using var response = await AskWithAsync(damaged);
            Expect.RedirectWithError(response, "login_required");
        }
    }

    [Fact]
    public async Task Cookie_ends_after_its_lifetime()
    {
        using var browser = await server.SignedInAsync();
        var cookie = Cookie(browser);
        for (var day = 2; day <= 14; day += 2)
        {
            server.Clock.Advance(TimeSpan.FromDays(2));
            using var before = await AskWithAsync(cookie);
            Assert.NotEqual("login_required", OAuth.Answer(before).GetValueOrDefault("error"));
        }
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        using var after = await AskWithAsync(cookie);
        Expect.RedirectWithError(after, "login_required");
    }

    [Fact]
    public async Task A_browser_that_does_not_come_for_three_days_is_signed_out()
    {
        using var browser = await server.SignedInAsync();
        var cookie = Cookie(browser);
        server.Clock.Advance(TimeSpan.FromDays(3) - TimeSpan.FromSeconds(1));
        using var used = await AskWithAsync(cookie);
        Assert.NotEqual("login_required", OAuth.Answer(used).GetValueOrDefault("error"));
        server.Clock.Advance(TimeSpan.FromDays(3));
        using var after = await AskWithAsync(cookie);
        Expect.RedirectWithError(after, "login_required");
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("/%09/evil.example")]
    [InlineData("\t//evil.example")]
    [InlineData("https:evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("http://localhost:5100@evil.example/")]
    [InlineData("/connect/authorize/../../..//evil.example")]
    [InlineData("javascript:alert(1)")]
    public async Task Return_address_in_the_query_leads_nowhere(string address)
    {
        foreach (var name in new[] { "returnUrl", "ReturnUrl", "redirect", "next", "request" })
        {
            using var browser = server.OAuth.NewBrowser();
            using var page = await browser.GetAsync($"/login/pin?{name}={Uri.EscapeDataString(address)}");
            if (page.StatusCode == HttpStatusCode.SeeOther)
            {
                Assert.Equal("/expired", page.Headers.Location!.OriginalString);
                continue;
            }
            var token = (await Page.ParseAsync(page)).QuerySelector("input[name=form_token]")!.GetAttribute("value")!;
            using var response = await browser.PostAsync(
                $"/login/pin?{name}={Uri.EscapeDataString(address)}", [new("form_token", token), new(name, name == "request" ? "" : address), new("phone_number", Server.Phone), new("pin", Server.Pin)]);
            Assert.Equal((HttpStatusCode.SeeOther, "/"), (response.StatusCode, response.Headers.Location!.OriginalString));
        }
    }

    [Theory]
    [InlineData("/login", 200)]
    [InlineData("/login/pin", 200)]
    [InlineData("/signed-out", 200)]
    [InlineData("/expired", 200)]
    [InlineData("/", 200)]
    [InlineData("/no-such-page", 404)]
    [InlineData("/connect/authorize", 400)]
    [InlineData("/connect/authorize/resume", 400)]
    [InlineData("/connect/endsession/resume", 400)]
    [InlineData("/error/500", 200)]
    public async Task Page_has_its_security_headers(string path, int status)
    {
        using var response = await server.OAuth.Http.GetAsync(path);
        if (path != "/error/500") Assert.Equal(status, (int)response.StatusCode);
        Safe(response);
    }

    [Fact]
    public async Task Consent_and_logout_pages_have_their_security_headers()
    {
        using var browser = await server.SignedInAsync();
        using var consent = await browser.OpenAsync(OAuth.AuthorizeUrl(("client_id", "partner"), ("redirect_uri", OAuth.PartnerCallback), ("scope", "openid"), ("code_challenge", OAuth.Challenge), ("code_challenge_method", "S256")));
        Assert.Equal(HttpStatusCode.OK, consent.StatusCode);
        Assert.Contains("form-action 'self' http://localhost:5301;", Safe(consent), StringComparison.Ordinal);
        using var logout = await browser.OpenAsync("/logout");
        Assert.Equal(HttpStatusCode.OK, logout.StatusCode);
        Assert.Contains("form-action 'self';", Safe(logout), StringComparison.Ordinal);
        using var refused = await browser.PostAsync("/logout", []);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Safe(refused);
    }

    [Fact]
    public async Task Wrong_pin_on_the_page_signs_nobody_in()
    {
        using var browser = server.OAuth.NewBrowser();
        using var response = await Server.SignInAsync(browser, await browser.GetAsync("/login/pin"), "+12025550102", "0000");
        Safe(response);
        Assert.Null(browser.Cookies.GetCookies(server.Host.ClientOptions.BaseAddress)["session"]);
        Assert.DoesNotContain("0000", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Server.Phone, Server.Pin, true)]
    [InlineData("+12025550102", "6184", false)]
    public async Task Sign_in_after_the_idle_time_leaves_no_session_behind(string phone, string pin, bool sameUser)
    {
        using var browser = await server.SignedInAsync();
        var before = Expect.Tokens(await server.OAuth.RedeemAsync((await OAuth.SignInAsync(browser))["code"]));
        server.Clock.Advance(TimeSpan.FromDays(3) + TimeSpan.FromSeconds(1));
        await Server.SignInAsync(browser, await browser.GetAsync("/login/pin"), phone, pin);
        var after = Expect.Tokens(await server.OAuth.RedeemAsync((await OAuth.SignInAsync(browser))["code"]));
        Assert.Equal(sameUser, (string?)OAuth.Payload(before.IdToken)["sid"] == (string?)OAuth.Payload(after.IdToken)["sid"]);
        var refreshed = await server.OAuth.PostAsync("/connect/token", "web", OAuth.WebSecret, ("grant_type", "refresh_token"), ("refresh_token", before.RefreshToken));
        if (sameUser) Expect.Tokens(refreshed);
        else Expect.Refusal(refreshed, "invalid_grant");
    }

    private static string Safe(HttpResponseMessage response)
    {
        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        foreach (var directive in new[] { "default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'" }) Assert.Contains(directive, policy, StringComparison.Ordinal);
        Assert.Equal(["DENY"], response.Headers.GetValues("X-Frame-Options"));
        Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
        Assert.Equal(["no-referrer"], response.Headers.GetValues("Referrer-Policy"));
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        Assert.False(response.Headers.Contains("Server"));
        return policy;
    }
}
