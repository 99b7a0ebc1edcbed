using System.Net;

namespace AuthServer.Tests.Pages;

/// <summary>The pages of a forgotten password.</summary>
public sealed class PasswordResetTests : PageTest
{
    private const string Alice = "alice@example.com";
    private const string Old = "Correct-horse-7";
    private const string New = "Stormy-lantern-42";

    [Fact]
    public async Task The_link_in_the_message_sets_a_password_that_signs_in_and_the_old_one_does_not()
    {
        var link = await LinkAsync();
        await IsAsync("Choose a new password", await Browser.GetAsync(link));
        await IsAsync("Your password is changed", await ResetAsync(link, New));
        Assert.False(await SignsInAsync("alice", Old));
        Assert.True(await SignsInAsync("alice", New));
    }

    [Fact]
    public async Task Opening_the_link_uses_nothing_up_and_setting_the_password_does()
    {
        var link = await LinkAsync();
        for (var i = 0; i < 3; i++) await IsAsync("Choose a new password", await Browser.GetAsync(link));
        using var http = Host.NewClient();
        using var head = await http.SendAsync(new HttpRequestMessage(HttpMethod.Head, link));
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        using var form = await Browser.GetAsync(link);
        await IsAsync("Your password is changed", await SubmitAsync(form, ("new_password", New)));
        await IsAsync("This link is not good any more", await Browser.OpenAsync(link));
        await IsAsync("This link is not good any more", await SubmitAsync(form, ("new_password", "Another-lantern-43")));
        Assert.True(await SignsInAsync("alice", New));
    }

    [Fact]
    public async Task Every_session_of_the_account_ends_and_nobody_is_signed_in()
    {
        using var before = await SignedInAsync("alice", Old);
        using var other = await SignedInAsync("bob", "Correct-horse-8");
        await IsAsync("Your password is changed", await ResetAsync(await LinkAsync(), New));
        Assert.False(await IsSignedInAsync(before));
        Assert.False(await IsSignedInAsync(Browser));
        Assert.True(await IsSignedInAsync(other));
    }

    [Theory]
    [InlineData(-1, "Choose a new password")]
    [InlineData(1, "This link is not good any more")]
    public async Task The_link_is_good_for_thirty_minutes(int seconds, string title)
    {
        var link = await LinkAsync();
        using var form = await Browser.GetAsync(link);
        Host.Clock.Advance(TimeSpan.FromMinutes(30) + TimeSpan.FromSeconds(seconds));
        await IsAsync(title, await Browser.OpenAsync(link));
        await IsAsync(seconds < 0 ? "Your password is changed" : title, await SubmitAsync(form, ("new_password", New)));
    }

    [Fact]
    public async Task A_newer_link_kills_the_older_one()
    {
        var first = await LinkAsync();
        Host.Clock.Advance(TimeSpan.FromSeconds(60));
        var second = await LinkAsync(messages: 2);
        await IsAsync("This link is not good any more", await Browser.OpenAsync(first));
        await IsAsync("Choose a new password", await Browser.OpenAsync(second));
    }

    [Theory]
    [InlineData("short")]
    [InlineData("")]
    [InlineData("password")]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("Alice-in-the-garden")]
    public async Task A_weak_password_is_refused_with_the_reason_and_the_link_stays_good(string weak)
    {
        using var refused = await ResetAsync(await LinkAsync(), weak);
        await IsAsync("Choose a new password", refused);
        var page = await Page.ParseAsync(refused);
        Assert.StartsWith("The password ", page.QuerySelector("#failure a[href='#new_password']")!.TextContent);
        Assert.Equal(("true", "failure rule"), (page.QuerySelector("#new_password")!.GetAttribute("aria-invalid"), page.QuerySelector("#new_password")!.GetAttribute("aria-describedby")));
        Assert.Null(page.QuerySelector("#new_password")!.GetAttribute("value"));
        await IsAsync("Your password is changed", await SubmitAsync(refused, ("new_password", New)));
    }

    [Fact]
    public async Task What_is_almost_a_token_leads_to_a_friendly_page()
    {
        var link = await LinkAsync();
        var token = TokenOf(link);
        using var form = await Browser.GetAsync(link);
        foreach (var mangled in Mangled.Of(token).Append(""))
        {
            await IsAsync("This link is not good any more", await Browser.OpenAsync("/password/reset?token=" + Uri.EscapeDataString(mangled)));
            await IsAsync("This link is not good any more", await SubmitAsync(form, ("token", mangled), ("new_password", New)));
        }
        await IsAsync("This link is not good any more", await Browser.OpenAsync("/password/reset"));
        await IsAsync("Choose a new password", await Browser.OpenAsync(link));
    }

    [Fact]
    public async Task A_token_of_another_purpose_is_refused()
    {
        using var signedIn = await SignedInAsync("alice", Old);
        var foreign = Local(await Rest.LinkToAsync(Alice, "/not-me/"))["/not-me/".Length..];
        await IsAsync("This link is not good any more", await Browser.OpenAsync("/password/reset?token=" + foreign));
        await IsAsync("Nothing to do here any more", await Browser.OpenAsync("/not-me/" + TokenOf(await LinkAsync())));
    }

    [Fact]
    public async Task An_unknown_address_is_answered_as_a_known_one()
    {
        using var known = await Browser.PostAsync("/password/forgot", await FormAsync(Alice));
        using var unknown = await Browser.PostAsync("/password/forgot", await FormAsync("nobody@example.com"));
        Assert.Equal((HttpStatusCode.SeeOther, "/password/sent"), (known.StatusCode, known.Headers.Location!.OriginalString));
        Assert.Equal((known.StatusCode, known.Headers.Location), (unknown.StatusCode, unknown.Headers.Location));
        Assert.Equal(known.Headers.Select(h => h.Key).Order(), unknown.Headers.Select(h => h.Key).Order());
        Assert.Equal(await BytesAsync(await Browser.FollowAsync(known)), await BytesAsync(await Browser.FollowAsync(unknown)));
        await Rest.LinkToAsync(Alice, "/password/reset");
    }

    [Theory]
    [InlineData("")]
    [InlineData("alice")]
    [InlineData("a@b@c.example")]
    [InlineData("älice@example.com")]
    [InlineData("<script>@example.com")]
    public async Task What_is_no_address_is_refused_at_its_field(string typed)
    {
        using var refused = await SubmitAsync(await Browser.GetAsync("/password/forgot"), ("email", typed));
        await IsAsync("Forgot your password?", refused);
        var page = await Page.ParseAsync(refused);
        Assert.NotNull(page.QuerySelector("#failure a[href='#email']"));
        Assert.Equal((typed, "true", "failure"), (page.QuerySelector("#email")!.GetAttribute("value") ?? "", page.QuerySelector("#email")!.GetAttribute("aria-invalid"), page.QuerySelector("#email")!.GetAttribute("aria-describedby")));
    }

    // RS1
    [Theory]
    [InlineData("X-Forwarded-Host", "attacker.example")]
    [InlineData("X-Forwarded-Proto", "ftp")]
    [InlineData("X-Forwarded-Prefix", "/attacker")]
    [InlineData("Forwarded", "host=attacker.example;proto=https")]
    [InlineData("X-Original-Host", "attacker.example")]
    [InlineData("Host", "127.0.0.1:6666")]
    public async Task The_link_leads_to_the_configured_origin_whatever_the_request_says(string header, string value)
    {
        using var http = Host.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/password/forgot") { Content = new FormUrlEncodedContent(await FormAsync(Alice)) };
        request.Headers.Add("Cookie", Browser.Cookies.GetCookieHeader(Host.ClientOptions.BaseAddress));
        Assert.True(request.Headers.TryAddWithoutValidation(header, value));
        using var sent = await http.SendAsync(request);
        Assert.Equal((HttpStatusCode.SeeOther, "/password/sent"), (sent.StatusCode, sent.Headers.Location!.OriginalString));
        Assert.StartsWith(AuthServerHost.Issuer + "/password/reset?token=", await Rest.LinkToAsync(Alice, "/password/reset"));
    }

    [Fact]
    public async Task The_token_is_in_its_form_and_nowhere_else()
    {
        var link = await LinkAsync();
        using var form = await Browser.GetAsync(link);
        Assert.True(form.Headers.CacheControl!.NoStore);
        Assert.Equal("no-referrer", form.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal(2, (await form.Content.ReadAsStringAsync()).Split(TokenOf(link)).Length);
        using var refused = await SubmitAsync(form, ("new_password", "short"));
        Assert.Equal("/password/reset", refused.RequestMessage!.RequestUri!.PathAndQuery);
        Assert.True(refused.Headers.CacheControl!.NoStore);
        Assert.Equal(2, (await refused.Content.ReadAsStringAsync()).Split(TokenOf(link)).Length);
        using var changed = await SubmitAsync(refused, ("new_password", New));
        Assert.DoesNotContain(Host.Log.Lines, line => line.Contains(TokenOf(link), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_request_that_waits_is_kept_on_the_way()
    {
        using var login = await Browser.OpenAsync(OAuth.AuthorizeUrl());
        using var forgot = await ClickAsync(login, "#forgot");
        using var sent = await SubmitAsync(forgot, ("email", Alice));
        await IsAsync("Look into your mailbox", sent);
        await IsAsync("Your password is changed", await ResetAsync(Local(await Rest.LinkToAsync(Alice, "/password/reset")), New));
        using var consent = await Browser.SignInAsync(await ClickAsync(sent, "#sign-in"), "alice", New);
        await IsAsync("Example Web asks for access", consent);
    }

    [Fact]
    public async Task A_request_that_has_expired_stops_nobody()
    {
        using var forgot = await Browser.GetAsync("/password/forgot?request=damaged");
        using var sent = await SubmitAsync(forgot, ("email", Alice));
        await IsAsync("Look into your mailbox", sent);
        Assert.Equal("/login?request=damaged", (await Page.ParseAsync(sent)).QuerySelector("#sign-in")!.GetAttribute("href"));
    }

    [Fact]
    public async Task An_address_that_asks_too_often_is_told_when_to_try_again_and_keeps_what_it_typed()
    {
        await using var host = AuthServerHost.With([new("RateLimits:Enabled", "true"), new("Accounts:AttemptsPerMinute", "2")]);
        using var browser = new Browser(host.ClientOptions.BaseAddress);
        for (var i = 0; i < 2; i++) await IsAsync("Look into your mailbox", await browser.SubmitAsync(await browser.GetAsync("/password/forgot"), new KeyValuePair<string, string>("email", Alice)));
        using var refused = await browser.SubmitAsync(await browser.GetAsync("/password/forgot"), new KeyValuePair<string, string>("email", Alice));
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        var page = await Page.ParseAsync(refused);
        Assert.Equal(("Too many tries. Wait a minute and try again.", Alice), (page.QuerySelector("#failure")!.TextContent.Trim(), page.QuerySelector("#email")!.GetAttribute("value")));
        using var pin = await browser.SubmitAsync(await browser.GetAsync("/pin/forgot"), new KeyValuePair<string, string>("phone_number", "+12025550101"));
        Assert.Equal(HttpStatusCode.TooManyRequests, pin.StatusCode);
    }

    private static string TokenOf(string link) => link.Split('=', 2)[1];

    private async Task<HttpResponseMessage> ClickAsync(HttpResponseMessage page, string link) => await Browser.OpenAsync((await Page.ParseAsync(page)).QuerySelector(link)!.GetAttribute("href")!);

    private async Task<IEnumerable<KeyValuePair<string, string>>> FormAsync(string email) =>
        [new("email", email), new("form_token", (await Page.ParseAsync(await Browser.GetAsync("/password/forgot"))).QuerySelector("input[name=form_token]")!.GetAttribute("value")!)];

    private async Task<string> LinkAsync(int messages = 1)
    {
        await IsAsync("Look into your mailbox", await SubmitAsync(await Browser.GetAsync("/password/forgot"), ("email", "Alice@Example.com")));
        return Local(await Rest.LinkToAsync(Alice, "/password/reset", messages));
    }

    private async Task<HttpResponseMessage> ResetAsync(string link, string password) => await SubmitAsync(await Browser.GetAsync(link), ("new_password", password));
}
