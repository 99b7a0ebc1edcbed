namespace AuthServer.Protocol.Tests.Authorize;

/// <summary>What a user does in a browser counts for the requests that were parked in it, and for no others: an app could fetch a ticket for itself and open it there later.</summary>
public sealed class ForeignTicketTests : IClassFixture<Server>, IAsyncLifetime
{
    private const string Resume = "/connect/authorize/resume";

    private static readonly (string, string?)[] Mobile =
        [("client_id", "mobile"), ("redirect_uri", OAuth.MobileCallback), ("scope", "openid offline_access"), ("code_challenge", OAuth.Challenge), ("code_challenge_method", "S256")];

    private readonly Server _server;

    public ForeignTicketTests(Server server) => _server = server;

    /// <summary>Every test begins without any consent.</summary>
    public async ValueTask InitializeAsync()
    {
        await _server.SqlAsync("DELETE FROM consents");
        Tick();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Tick() => _server.Clock.Advance(TimeSpan.FromSeconds(1));

    /// <summary>The query with a ticket that an app fetched for itself, without the browser's cookies.</summary>
    private async Task<string> FetchedAsync(params IEnumerable<(string, string?)> changes)
    {
        using var response = await _server.OAuth.Http.GetAsync(OAuth.AuthorizeUrl(changes));
        var location = response.Headers.Location!.OriginalString;
        Assert.StartsWith("/login?request=", location, StringComparison.Ordinal);
        Tick();
        return location["/login".Length..];
    }

    /// <summary>A browser in which Alice has signed in, and which has parked a request of its own.</summary>
    private async Task<Browser> SignedInAsync()
    {
        var browser = _server.OAuth.NewBrowser();
        using var page = await browser.OpenAsync(OAuth.AuthorizeUrl());
        await Server.SignInByPinAsync(browser, page);
        Tick();
        return browser;
    }

    private static async Task AsksForAccessAsync(HttpResponseMessage page)
    {
        Assert.Equal((HttpStatusCode.OK, "/consent"), (page.StatusCode, page.RequestMessage!.RequestUri!.AbsolutePath));
        Assert.Contains("asks for access", await Page.TitleAsync(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_in_for_something_else_is_none_for_a_native_client()
    {
        var ticket = await FetchedAsync(Mobile);
        using var browser = await SignedInAsync();
        using var page = await browser.OpenAsync(Resume + ticket);
        await AsksForAccessAsync(page);
    }

    [Fact]
    public async Task Sign_in_for_something_else_is_none_although_the_ticket_comes_from_a_browser_too()
    {
        using var other = _server.OAuth.NewBrowser();
        using var parked = await other.OpenAsync(OAuth.AuthorizeUrl(Mobile));
        using var browser = await SignedInAsync();
        using var page = await browser.OpenAsync(Resume + parked.RequestMessage!.RequestUri!.Query);
        await AsksForAccessAsync(page);
    }

    [Fact]
    public async Task One_consent_answers_one_ticket()
    {
        string[] tickets = [await FetchedAsync(Mobile), await FetchedAsync(Mobile)];
        using var browser = await SignedInAsync();
        foreach (var ticket in tickets)
        {
            using var page = await browser.OpenAsync(Resume + ticket);
            await AsksForAccessAsync(page);
            using var allowed = await browser.AllowAsync(page);
            Assert.True(OAuth.Answer(allowed).ContainsKey("code"));
            Tick();
        }
    }

    [Fact]
    public async Task Consent_to_something_else_is_none_where_prompt_consent_demands_one()
    {
        var ticket = await FetchedAsync(("prompt", "consent"));
        using var browser = await SignedInAsync();
        await OAuth.SignInAsync(browser);
        Tick();
        using var page = await browser.OpenAsync(Resume + ticket);
        await AsksForAccessAsync(page);
    }

    [Theory]
    [InlineData("prompt", "login")]
    [InlineData("prompt", "select_account")]
    [InlineData("max_age", "0")]
    public async Task Request_that_demands_a_sign_in_gets_one_of_its_own(string name, string value)
    {
        var ticket = await FetchedAsync((name, value));
        using var browser = await SignedInAsync();
        using var page = await browser.OpenAsync(Resume + ticket);
        Assert.Equal("Sign in", await Page.TitleAsync(page));
        using var consent = await Server.SignInByPinAsync(browser, page);
        using var allowed = await browser.AllowAsync(consent);
        Assert.True(OAuth.Answer(allowed).ContainsKey("code"));
    }

    [Fact]
    public async Task Sign_in_in_the_browser_of_the_request_counts_for_it_however_long_the_way_back_takes()
    {
        using var browser = _server.OAuth.NewBrowser();
        using var page = await browser.OpenAsync(OAuth.AuthorizeUrl(Mobile));
        Tick();
        using var home = await Server.SignInAsync(browser, await browser.GetAsync("/login/pin"));
        Tick();
        using var answer = await browser.OpenAsync(Resume + page.RequestMessage!.RequestUri!.Query);
        Assert.True(OAuth.Answer(answer).ContainsKey("code"));
    }

    [Fact]
    public async Task Request_posted_from_another_site_leads_through_the_login_page_to_a_code()
    {
        using var browser = _server.OAuth.NewBrowser();
        using var page = await browser.FollowAsync(await PostedAsync());
        Assert.Equal("Sign in", await Page.TitleAsync(page));
        Tick();
        using var home = await Server.SignInAsync(browser, await browser.GetAsync("/login/pin"));
        Tick();
        using var answer = await browser.OpenAsync(Resume + page.RequestMessage!.RequestUri!.Query);
        Assert.True(OAuth.Answer(answer).ContainsKey("code"));
    }

    [Fact]
    public async Task Request_posted_for_a_native_client_is_not_answered_by_an_earlier_sign_in()
    {
        using var posted = await PostedAsync();
        Tick();
        using var browser = await SignedInAsync();
        using var page = await browser.FollowAsync(posted);
        await AsksForAccessAsync(page);
    }

    // A browser sends no SameSite=Lax cookie with a POST from another site.
    private async Task<HttpResponseMessage> PostedAsync()
    {
        var form = OAuth.AuthorizeUrl(Mobile).Split('?')[1];
        using var content = new StringContent(form, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");
        var response = await _server.OAuth.Http.PostAsync("/connect/authorize", content);
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        return response;
    }
}
