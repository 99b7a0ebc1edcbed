namespace AuthServer.Protocol.Tests.Authorize;

/// <summary>A yes is one of the account that the page has shown.</summary>
public sealed class ConsentAccountTests(Server server) : IClassFixture<Server>
{
    private const string Bob = "+12025550102";
    private const string BobPin = "6184";

    private async Task<long> ConsentsAsync()
    {
        await using var db = await server.DbAsync();
        return db.Consents.LongCount();
    }

    [Fact]
    public async Task Yes_on_a_page_of_an_account_that_is_no_longer_signed_in_counts_for_nobody()
    {
        using var browser = await server.SignedInAsync();
        using var page = await browser.OpenAsync(OAuth.AuthorizeUrl());
        Assert.Equal("alice@example.com", (await Page.ParseAsync(page)).QuerySelector("#account")!.TextContent);
        using var tab = await Server.SignInAsync(browser, await browser.GetAsync("/login/pin"), Bob, BobPin);
        server.Clock.Advance(TimeSpan.FromSeconds(1));

        using var shownAgain = await browser.AllowAsync(page);

        Assert.Equal((HttpStatusCode.OK, "/consent"), (shownAgain.StatusCode, shownAgain.RequestMessage!.RequestUri!.AbsolutePath));
        Assert.Equal("bob@example.com", (await Page.ParseAsync(shownAgain)).QuerySelector("#account")!.TextContent);
        Assert.Equal(0, await ConsentsAsync());
        using var allowed = await browser.AllowAsync(shownAgain);
        var tokens = Expect.Tokens(await server.OAuth.RedeemAsync(OAuth.Answer(allowed)["code"]));
        Assert.Equal("bob@example.com", (await server.OAuth.UserInfoAsync(tokens.AccessToken))["email"]);
        Assert.Equal(1, await ConsentsAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Form_without_the_session_of_its_page_counts_for_nobody(string session)
    {
        using var browser = await server.SignedInAsync("+12025550103", "7359");
        using var page = await browser.OpenAsync(OAuth.AuthorizeUrl());
        var before = await ConsentsAsync();
        using var shownAgain = await browser.SubmitAsync(page, new KeyValuePair<string, string>("decision", "allow"), new KeyValuePair<string, string>("session", session));
        Assert.Equal("/consent", shownAgain.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Equal(before, await ConsentsAsync());
    }
}
