using EndToEnd.Browsing;
using EndToEnd.Clients;
using EndToEnd.Running;

namespace EndToEnd.Pages;

/// <summary>What the pages do when people go back, wait too long, or come with a request of an app.</summary>
public sealed class NavigationTests(SharedPlatform shared, Chromium chromium)
{
    private Uri Auth => shared.Platform.Auth;

    [Fact]
    public async Task Back_after_sign_in_never_sends_the_password_again()
    {
        await using var window = await chromium.OpenAsync();
        await window.OpenAsync(new Uri(Auth, "/login"));
        await window.SignInAsync("bob", "Correct-horse-8");
        await window.Page.WaitForSelectorAsync("#sign-out");
        var posts = Posts(window);
        await window.Page.GoBackAsync();
        await window.Page.ReloadAsync();
        await window.Page.GoForwardAsync();
        Assert.Equal(posts, Posts(window));
        await window.OpenAsync(Auth);
        Assert.Equal("bob@example.com", await window.Page.InnerTextAsync("#account"));
    }

    [Fact]
    public async Task A_form_that_has_expired_leads_on()
    {
        await using var window = await chromium.OpenAsync();
        await window.OpenAsync(AuthorizeUrl.Web(Auth));
        await window.ForgetCookiesAsync();
        await window.SignInAsync();
        Assert.Equal("This form has expired", await window.HeadingAsync());
        // The request is kept: whoever goes on from here signs in to the same app.
        await window.Page.ClickAsync("#continue");
        Assert.Equal("Example Web", await window.Page.InnerTextAsync("#client-name"));
    }

    [Fact]
    public async Task A_damaged_request_is_explained()
    {
        await using var window = await chromium.OpenAsync();
        await window.OpenAsync(new Uri(Auth, "/login?request=damaged"));
        Assert.Equal("This page has expired", await window.HeadingAsync());
    }

    [Fact]
    public async Task The_login_hint_is_filled_in()
    {
        await using var window = await chromium.OpenAsync();
        await window.OpenAsync(AuthorizeUrl.Web(Auth, ("login_hint", "bob@example.com")));
        Assert.Equal("bob@example.com", await window.Page.InputValueAsync("#username"));
    }

    [Theory]
    [InlineData("prompt", "login", "Sign in")]
    [InlineData("max_age", "0", "Sign in")]
    [InlineData("prompt", "consent", "Example Web asks for access")]
    [InlineData("prompt", "select_account", "Sign in")]
    public async Task Somebody_who_is_signed_in_is_asked_again_where_the_app_wants_it(string parameter, string value, string heading)
    {
        await using var window = await SignedInAsync();
        await window.OpenAsync(AuthorizeUrl.Web(Auth, (parameter, value)));
        Assert.Equal(heading, await window.HeadingAsync());
    }

    [Fact]
    public async Task Prompt_none_never_shows_a_page()
    {
        await using var app = await LoopbackApp.StartAsync();
        await using var window = await chromium.OpenAsync();
        await window.OpenAsync(AuthorizeUrl.For(Auth, "mobile", app.RedirectUri, ("prompt", "none")));
        Assert.Equal("login_required", (await app.AnswerAsync())["error"]);
    }

    [Theory]
    [InlineData("client_id", "nobody")]
    [InlineData("redirect_uri", "http://localhost:5300/signin-oidc/")]
    [InlineData("redirect_uri", "https://attacker.example/signin-oidc")]
    [InlineData("redirect_uri", null)]
    public async Task A_request_that_cannot_be_answered_stays_here(string parameter, string? value)
    {
        await using var window = await chromium.OpenAsync();
        var answer = await window.OpenAsync(AuthorizeUrl.Web(Auth, (parameter, value)));
        Assert.Equal(400, answer.Status);
        Assert.StartsWith(Auth.AbsoluteUri, window.Page.Url);
        Assert.Single(window.Requests, r => r.IsNavigationRequest);
        var number = await window.Page.InnerTextAsync("#request-id");
        await Eventually.TrueAsync(async () => (await shared.Platform.LogAsync("auth")).Contains(number, StringComparison.Ordinal), TimeSpan.FromSeconds(5), () => $"{number} is not in the log.");
    }

    [Fact]
    public async Task Consent_says_who_wants_what_and_where_it_leads()
    {
        await using var window = await SignedInAsync();
        await window.OpenAsync(AuthorizeUrl.Web(Auth, ("prompt", "consent"), ("scope", "openid profile email search")));
        Assert.Equal("Example Web", await window.Page.InnerTextAsync("#client-name"));
        Assert.Equal("bob@example.com", await window.Page.InnerTextAsync("#account"));
        Assert.Equal("http://localhost:5300", await window.Page.InnerTextAsync("#return-origin"));
        var choices = await window.Page.InnerTextAsync("fieldset");
        Assert.Contains("See your e-mail address", choices, StringComparison.Ordinal);
        Assert.DoesNotContain("openid", choices, StringComparison.Ordinal);
        Assert.True(await window.Page.IsDisabledAsync("#scope-openid"));
        Assert.NotEqual("allow", await window.Page.EvaluateAsync<string>("document.activeElement.id"));
        var (deny, allow) = (await window.Page.Locator("#deny").BoundingBoxAsync(), await window.Page.Locator("#allow").BoundingBoxAsync());
        Assert.Equal((allow!.Width, allow.Height), (deny!.Width, deny.Height));
    }

    [Fact]
    public async Task Use_another_account_leads_to_the_same_app_as_somebody_else()
    {
        await using var window = await SignedInAsync();
        await window.OpenAsync(AuthorizeUrl.Web(Auth, ("prompt", "consent")));
        await window.Page.ClickAsync("#switch");
        await window.SignInAsync("admin", "Correct-horse-9");
        await window.Page.WaitForSelectorAsync("#allow");
        Assert.Equal("admin@example.com", await window.Page.InnerTextAsync("#account"));
        Assert.Equal("Example Web", await window.Page.InnerTextAsync("#client-name"));
    }

    [Fact]
    public async Task Signing_out_is_asked_before_it_is_done()
    {
        await using var window = await SignedInAsync();
        await window.OpenAsync(new Uri(Auth, "/logout"));
        Assert.Equal("Sign out?", await window.HeadingAsync());
        await window.Page.ClickAsync("#stay");
        Assert.Equal("bob@example.com", await window.Page.InnerTextAsync("#account"));
        await window.OpenAsync(new Uri(Auth, "/logout"));
        await window.Page.ClickAsync("#confirm");
        Assert.Equal("You are signed out", await window.HeadingAsync());
        await window.OpenAsync(Auth);
        Assert.True(await window.Page.IsVisibleAsync("#sign-in"));
    }

    private async Task<Window> SignedInAsync()
    {
        var window = await chromium.OpenAsync();
        await window.OpenAsync(new Uri(Auth, "/login"));
        await window.SignInAsync("bob", "Correct-horse-8");
        await window.Page.WaitForSelectorAsync("#sign-out");
        return window;
    }

    private static int Posts(Window window) => window.Requests.Count(r => r.Method == "POST");
}
