using System.Net;
using AngleSharp.Html.Dom;

namespace AuthServer.Tests.Pages;

/// <summary>The pages on which a user connects a device.</summary>
public sealed class DevicePageTests : PageTest
{
    private const string Title = "Connect Living-room TV?";

    private async Task<OAuthAnswer> StartAsync()
    {
        using var app = new OAuth(Host);
        return await app.PostAsync("/connect/deviceauthorization", null, null, ("client_id", "tv"), ("scope", "openid profile offline_access"));
    }

    private async Task<OAuthAnswer> PollAsync(OAuthAnswer codes)
    {
        using var app = new OAuth(Host);
        return await app.TokenAsync(("grant_type", "urn:ietf:params:oauth:grant-type:device_code"), ("client_id", "tv"), ("device_code", codes["device_code"]!));
    }

    private static async Task<HttpResponseMessage> TypeAsync(Browser browser, string code) => await browser.SubmitAsync(await browser.GetAsync("/device"), KeyValuePair.Create("user_code", code));

    [Theory]
    [InlineData("lower")]
    [InlineData("no hyphen")]
    [InlineData("spaces")]
    public async Task Case_spaces_and_hyphen_do_not_matter(string way)
    {
        var code = (await StartAsync())["user_code"]!;
        var typed = way switch { "lower" => code.ToLowerInvariant(), "no hyphen" => code.Replace("-", "", StringComparison.Ordinal), _ => $"  {code[..2]} {code[2..]} " };
        using var browser = await SignedInAsync("alice", "Correct-horse-7");
        await IsAsync(Title, await TypeAsync(browser, typed));
    }

    [Fact]
    public async Task Who_is_not_signed_in_signs_in_and_comes_back()
    {
        var codes = await StartAsync();
        var login = await TypeAsync(Browser, codes["user_code"]!);
        await IsAsync("Sign in", login);
        Assert.Equal("Living-room TV", (await Page.ParseAsync(login)).QuerySelector("#client-name")!.TextContent);
        var page = await Browser.SignInAsync(login);
        await IsAsync(Title, page);
        await IsAsync("Connected", await Browser.AllowAsync(page));
        Assert.Equal(HttpStatusCode.OK, (await PollAsync(codes)).Status);
    }

    [Fact]
    public async Task Who_has_no_account_makes_one_and_comes_back()
    {
        var login = await TypeAsync(Browser, (await StartAsync())["user_code"]!);
        var register = await Browser.GetAsync((await Page.ParseAsync(login)).QuerySelector("#create")!.GetAttribute("href")!);
        var verify = await SubmitAsync(register, ("username", "viewer"), ("email", "viewer@example.com"), ("password", "long-enough-22"));
        await IsAsync(Title, await SubmitAsync(verify, ("code", await Rest.CodeAsync("viewer@example.com"))));
    }

    [Fact]
    public async Task Question_names_client_scopes_place_time_account_and_code()
    {
        var codes = await StartAsync();
        using var browser = await SignedInAsync("alice", "Correct-horse-7");
        var document = await Page.ParseAsync(await TypeAsync(browser, codes["user_code"]!));
        Assert.Equal(("Living-room TV", codes["user_code"]), (document.QuerySelector("#client-name")!.TextContent, document.QuerySelector("#user-code")!.TextContent));
        Assert.True(IPAddress.IsLoopback(IPAddress.Parse(document.QuerySelector("#address")!.TextContent)));
        Assert.Equal(Host.Clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm'Z'", System.Globalization.CultureInfo.InvariantCulture), document.QuerySelector("#time")!.GetAttribute("datetime"));
        Assert.Equal("alice@example.com", document.QuerySelector("#account")!.TextContent);
        Assert.Contains("only if you started this yourself", document.QuerySelector("#warning")!.TextContent, StringComparison.Ordinal);
        var boxes = document.QuerySelectorAll("input[name=allowed]").Cast<IHtmlInputElement>().ToList();
        Assert.Equal([("openid", true), ("profile", false), ("offline_access", false)], boxes.Select(b => (b.Value, b.IsDisabled)));
        Assert.Contains("Know who you are", document.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_with_the_code_fills_in_the_form_and_neither_looks_nor_approves()
    {
        var codes = await StartAsync();
        using var browser = await SignedInAsync("alice", "Correct-horse-7");
        var page = await browser.GetAsync(Local(codes["verification_uri_complete"]!));
        await IsAsync("Connect a device", page);
        Assert.Equal(codes["user_code"], ((IHtmlInputElement)(await Page.ParseAsync(page)).QuerySelector("#user_code")!).Value);
        var unknown = await browser.GetAsync("/device?user_code=BCDF-GHJK");
        Assert.Equal(await BytesAsync(page), (await BytesAsync(unknown)).Replace("BCDF-GHJK", codes["user_code"]!, StringComparison.Ordinal));
        Assert.Equal("authorization_pending", (await PollAsync(codes)).Error);
        await IsAsync(Title, await browser.SubmitAsync(page));
        Assert.Equal("authorization_pending", (await AfterAsync(codes)).Error);
    }

    [Fact]
    public async Task Unknown_expired_used_and_impossible_codes_are_told_alike()
    {
        using var browser = await SignedInAsync("alice", "Correct-horse-7");
        var (expired, used) = (await StartAsync(), await StartAsync());
        await IsAsync("Connected", await browser.AllowAsync(await TypeAsync(browser, used["user_code"]!)));
        await PollAsync(used);
        Host.Clock.Advance(TimeSpan.FromMinutes(10));
        var pages = new List<string>();
        foreach (var code in (string[])[expired["user_code"]!, used["user_code"]!, "BCDF-GHJK", "AEIO-UUUU", "1"])
        {
            var page = await TypeAsync(browser, code);
            await IsAsync("Connect a device", page);
            pages.Add((await BytesAsync(page)).Replace($"value=\"{code}\"", "", StringComparison.Ordinal));
        }
        Assert.Single(pages.Distinct());
    }

    [Fact]
    public async Task Post_without_the_forms_token_decides_nothing()
    {
        var codes = await StartAsync();
        using var browser = await SignedInAsync("alice", "Correct-horse-7");
        var page = await TypeAsync(browser, codes["user_code"]!);
        var form = (await Page.ParseAsync(page)).QuerySelectorAll("main form input[type=hidden]").Cast<IHtmlInputElement>().Where(i => i.Name != "form_token");
        var answer = await browser.PostAsync(page.RequestMessage!.RequestUri!.PathAndQuery, [.. form.Select(i => KeyValuePair.Create(i.Name!, i.Value)), KeyValuePair.Create("decision", "allow")]);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("authorization_pending", (await PollAsync(codes)).Error);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync("/device", [KeyValuePair.Create("user_code", codes["user_code"]!)])).StatusCode);
        // What waits is found again behind the error page's link.
        var onward = (await Page.ParseAsync(answer)).QuerySelector("#continue")!.GetAttribute("href")!;
        await IsAsync(Title, await browser.GetAsync(onward));
    }

    [Fact]
    public async Task Ticket_is_of_no_use_in_another_browser_nor_to_another_page()
    {
        var codes = await StartAsync();
        using var mallory = await SignedInAsync("bob", "Correct-horse-8");
        var link = (await TypeAsync(mallory, codes["user_code"]!)).RequestMessage!.RequestUri!.PathAndQuery;
        using var victim = await SignedInAsync("alice", "Correct-horse-7");
        await IsAsync("This page has expired", await victim.OpenAsync(link));
        Assert.Equal("The app sent you here with a faulty request", await Page.TitleAsync(await mallory.OpenAsync(link.Replace("/device/confirm", "/connect/authorize/resume", StringComparison.Ordinal))));
        await IsAsync("Connect a device", await victim.OpenAsync("/device/confirm"));
    }

    [Fact]
    public async Task Nobody_says_yes_for_an_account_that_they_did_not_see()
    {
        var codes = await StartAsync();
        using var browser = await SignedInAsync("alice", "Correct-horse-7");
        var page = await TypeAsync(browser, codes["user_code"]!);
        await browser.SignInAsync(await browser.GetAsync("/login"), "bob", "Correct-horse-8");
        var again = await browser.AllowAsync(page);
        await IsAsync(Title, again);
        Assert.Equal("bob@example.com", (await Page.ParseAsync(again)).QuerySelector("#account")!.TextContent);
        Assert.Equal("authorization_pending", (await PollAsync(codes)).Error);
    }

    [Fact]
    public async Task Sixth_wrong_code_of_a_browser_is_one_too_many_and_right_ones_do_not_count()
    {
        await using var host = AuthServerHost.With(new KeyValuePair<string, string>("RateLimits:Enabled", "true"));
        using var app = new OAuth(host);
        using var browser = app.NewBrowser();
        for (var i = 0; i < 6; i++)
        {
            var right = (await app.PostAsync("/connect/deviceauthorization", null, null, ("client_id", "tv"), ("scope", "openid")))["user_code"]!;
            await IsAsync("Sign in", await TypeAsync(browser, right));
        }
        for (var i = 0; i < 5; i++) await IsAsync("Connect a device", await TypeAsync(browser, "BCDF-GHJK"));
        var refused = await TypeAsync(browser, "BCDF-GHJK");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        var good = (await app.PostAsync("/connect/deviceauthorization", null, null, ("client_id", "tv"), ("scope", "openid")))["user_code"]!;
        Assert.Equal(HttpStatusCode.TooManyRequests, (await TypeAsync(browser, good)).StatusCode);
        host.Clock.Advance(TimeSpan.FromHours(1));
        await IsAsync("Connect a device", await TypeAsync(browser, "BCDF-GHJK"));
    }

    [Fact]
    public async Task Address_has_twenty_wrong_codes_an_hour_over_all_its_browsers_at_once()
    {
        await using var host = AuthServerHost.With(new KeyValuePair<string, string>("RateLimits:Enabled", "true"));
        using var app = new OAuth(host);
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(async _ =>
        {
            using var browser = app.NewBrowser();
            return (await TypeAsync(browser, "BCDF-GHJK")).StatusCode;
        }));
        Assert.Equal(20, answers.Count(status => status == HttpStatusCode.OK));
        Assert.Equal(20, answers.Count(status => status == HttpStatusCode.TooManyRequests));
    }

    private Task<OAuthAnswer> AfterAsync(OAuthAnswer codes)
    {
        Host.Clock.Advance(TimeSpan.FromSeconds(5));
        return PollAsync(codes);
    }
}
