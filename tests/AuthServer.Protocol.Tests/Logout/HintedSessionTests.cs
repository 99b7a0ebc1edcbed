namespace AuthServer.Protocol.Tests.Logout;

/// <summary>An ID token signs out the session that it was issued on, and no other without asking.</summary>
public sealed class HintedSessionTests(Server server) : IClassFixture<Server>
{
    private static async Task<bool> IsSignedInAsync(Browser browser)
    {
        using var response = await browser.OpenAsync(OAuth.AuthorizeUrl(("prompt", "none")));
        return OAuth.Answer(response).GetValueOrDefault("error") != "login_required";
    }

    private async Task<(Browser Browser, string IdToken)> SignedInAsync()
    {
        var browser = await server.SignedInAsync();
        return (browser, Expect.Tokens(await server.OAuth.RedeemAsync((await OAuth.SignInAsync(browser))["code"])).IdToken);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task Hint_of_another_session_of_the_same_user_asks(string method)
    {
        var (desk, idToken) = await SignedInAsync();
        var (sofa, _) = await SignedInAsync();
        using var _1 = desk;
        using var _2 = sofa;
        using var page = method == "GET"
            ? await sofa.OpenAsync("/connect/endsession?id_token_hint=" + idToken)
            : await sofa.FollowAsync(await sofa.PostAsync("/connect/endsession", [new("id_token_hint", idToken)]));
        Assert.Equal("Sign out?", await Page.TitleAsync(page));
        Assert.True(await IsSignedInAsync(sofa));
        using var confirmed = await sofa.SubmitAsync(page);
        Assert.False(await IsSignedInAsync(sofa));
        Assert.True(await IsSignedInAsync(desk));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Browser_that_was_idle_still_ends_the_session_of_its_apps(bool hinted)
    {
        await using var web = await LogoutReceiver.ForAsync(server, "web");
        var (browser, idToken) = await SignedInAsync();
        using var _ = browser;
        server.Clock.Advance(TimeSpan.FromDays(4));
        Assert.False(await IsSignedInAsync(browser));
        var page = await browser.OpenAsync("/connect/endsession" + (hinted ? "?id_token_hint=" + idToken : ""));
        if (!hinted)
        {
            Assert.Equal("Sign out?", await Page.TitleAsync(page));
            page = await browser.SubmitAsync(page);
        }
        Assert.Equal("You are signed out", await Page.TitleAsync(page));
        Assert.Equal(OAuth.Payload(idToken)["sid"]!.ToString(), (string?)OAuth.Payload(await web.NextAsync())["sid"]);
        await server.ChangeClientAsync("web", c => c.BackChannelLogoutUri = null);
    }

    [Fact]
    public async Task Hint_from_before_a_sign_in_again_is_one_of_the_same_session()
    {
        var (browser, idToken) = await SignedInAsync();
        using var _ = browser;
        await Server.SignInAsync(browser, await browser.GetAsync("/login/pin"));
        using var page = await browser.OpenAsync("/connect/endsession?id_token_hint=" + idToken);
        Assert.Equal("You are signed out", await Page.TitleAsync(page));
    }
}
