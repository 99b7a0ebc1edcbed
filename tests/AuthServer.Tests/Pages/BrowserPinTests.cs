using System.Net;

namespace AuthServer.Tests.Pages;

/// <summary>A PIN typed into a browser that the account does not know brings a code first, and the code is worth something in that browser only.</summary>
public sealed class BrowserPinTests : IAsyncLifetime
{
    private const string Phone = "+12025550101";
    private readonly AuthServerHost _host = AuthServerHost.With(new KeyValuePair<string, string>("Accounts:Pin:NewDevice", "Code"));
    private readonly Rest _rest;
    private readonly Browser _browser;

    public BrowserPinTests() => (_rest, _browser) = (new Rest(_host), new Browser(_host.ClientOptions.BaseAddress));

    [Fact]
    public async Task The_right_code_signs_in_and_makes_the_browser_known()
    {
        using var asked = await PinAsync(_browser);
        await IsAsync("Enter the code", asked);
        using var home = await CodeAsync(_browser, asked, await _rest.CodeAsync(Phone));
        await IsAsync("Hello", home);

        _host.Clock.Advance(TimeSpan.FromMinutes(1));
        _browser.Cookies.GetCookies(_host.ClientOptions.BaseAddress)["session"]!.Expired = true;
        await IsAsync("AuthPlatform", await _browser.GetAsync("/"));
        using var again = await PinAsync(_browser);
        await IsAsync("Hello", again);
    }

    [Fact]
    public async Task The_code_goes_on_with_the_request_that_waits()
    {
        using var login = await _browser.OpenAsync(OAuth.AuthorizeUrl());
        var link = (await Page.ParseAsync(login)).QuerySelector("#use-pin")!.GetAttribute("href")!;
        using var asked = await PinAsync(_browser, await _browser.GetAsync(link));
        using var consent = await CodeAsync(_browser, asked, await _rest.CodeAsync(Phone));
        await IsAsync("Example Web asks for access", consent);
    }

    [Fact]
    public async Task A_challenge_is_not_finished_in_another_browser_and_makes_neither_known()
    {
        using var victim = new Browser(_host.ClientOptions.BaseAddress);
        using var asked = await PinAsync(_browser);
        var code = await _rest.CodeAsync(Phone);
        using var sent = await victim.GetAsync(asked.RequestMessage!.RequestUri!.PathAndQuery);
        using var typed = await CodeAsync(victim, sent, code);
        await IsAsync("Enter the code", typed);
        Assert.NotNull((await Page.ParseAsync(typed)).QuerySelector("#failure"));
        await IsAsync("AuthPlatform", await victim.GetAsync("/"));

        foreach (var browser in new[] { _browser, victim })
        {
            _host.Clock.Advance(TimeSpan.FromMinutes(1));
            using var next = await PinAsync(browser);
            await IsAsync("Enter the code", next);
        }
    }

    [Fact]
    public async Task A_challenge_of_a_browser_is_not_finished_by_an_app_nor_the_other_way_round()
    {
        using var asked = await PinAsync(_browser);
        var challenge = System.Web.HttpUtility.ParseQueryString(asked.RequestMessage!.RequestUri!.Query)["challenge"]!;
        Assert.Equal("invalid_credentials", (await _rest.PostAsync("/auth/login/verify/", new { challenge_id = challenge, code = await _rest.CodeAsync(Phone) })).Code);
        _host.Clock.Advance(TimeSpan.FromMinutes(1));
        var app = await _rest.PinLoginAsync(Phone, "4927", "tablet-0123456789abcdef");
        using var page = await _browser.GetAsync("/login/code?challenge=" + (string)app.Data["challenge_id"]!);
        using var typed = await CodeAsync(_browser, page, await _rest.CodeAsync(Phone, messages: 2));
        await IsAsync("Enter the code", typed);
    }

    [Fact]
    public async Task A_wrong_code_is_refused_and_the_right_one_after_it_is_not()
    {
        using var asked = await PinAsync(_browser);
        var code = await _rest.CodeAsync(Phone);
        using var refused = await CodeAsync(_browser, asked, code == "000000" ? "111111" : "000000");
        await IsAsync("Enter the code", refused);
        Assert.NotNull((await Page.ParseAsync(refused)).QuerySelector("#failure"));
        using var home = await CodeAsync(_browser, refused, code);
        await IsAsync("Hello", home);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA")]
    public async Task An_unknown_challenge_is_refused_like_a_wrong_code(string challenge)
    {
        using var page = await _browser.GetAsync("/login/code?challenge=" + challenge);
        using var refused = await CodeAsync(_browser, page, "000000");
        Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        await IsAsync("Enter the code", refused);
    }

    [Fact]
    public async Task A_wrong_pin_is_not_told_from_one_of_a_known_browser()
    {
        using var refused = await PinAsync(_browser, pin: "0000");
        await IsAsync("Sign in", refused);
    }

    [Fact]
    public async Task Where_new_browsers_are_allowed_the_pin_signs_in_at_once()
    {
        await using var host = new AuthServerHost();
        using var browser = new Browser(host.ClientOptions.BaseAddress);
        using var home = await PinAsync(browser);
        await IsAsync("Hello", home);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        _rest.Dispose();
        await _host.DisposeAsync();
    }

    private static async Task IsAsync(string title, HttpResponseMessage page) => Assert.Equal(title, await Page.TitleAsync(page));

    private static async Task<HttpResponseMessage> PinAsync(Browser browser, HttpResponseMessage? page = null, string pin = "4927") =>
        await browser.SubmitAsync(page ?? await browser.GetAsync("/login/pin"), new KeyValuePair<string, string>("phone_number", Phone), new KeyValuePair<string, string>("pin", pin));

    private static Task<HttpResponseMessage> CodeAsync(Browser browser, HttpResponseMessage page, string code) => browser.SubmitAsync(page, new KeyValuePair<string, string>("code", code));
}
