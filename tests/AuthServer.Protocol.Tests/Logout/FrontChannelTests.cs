using AngleSharp.Html.Dom;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Registration;
using Microsoft.Extensions.DependencyInjection;

namespace AuthServer.Protocol.Tests.Logout;

/// <summary>The page that has apps sign out in the browser (OpenID Connect Front-Channel Logout 1.0).</summary>
public sealed class FrontChannelTests(Server server) : IClassFixture<Server>
{
    private const string WebPage = "http://localhost:5300/front?a=b";
    private const string PartnerPage = "http://localhost:5301/front";

    private async Task<(Browser Browser, OAuthAnswer Tokens)> SignedInAsync(Action<Client> web, bool partner = true)
    {
        await server.ChangeClientAsync("web", web);
        await server.ChangeClientAsync("partner", c => (c.FrontChannelLogoutUri, c.FrontChannelLogoutSessionRequired) = (PartnerPage, true));
        var browser = await server.SignedInAsync();
        var tokens = await server.TokensAsync(browser);
        if (partner) await server.TokensAsync(browser, "partner");
        return (browser, tokens);
    }

    private static void WithPage(Client web) => (web.FrontChannelLogoutUri, web.FrontChannelLogoutSessionRequired) = (WebPage, false);

    private static void WithoutPage(Client web) => web.FrontChannelLogoutUri = null;

    private static async Task<(IReadOnlyList<string> Frames, string Next)> ReadAsync(HttpResponseMessage response)
    {
        Assert.Equal("Signing you out", await Page.TitleAsync(response));
        var page = await Page.ParseAsync(response);
        var frames = page.QuerySelectorAll("iframe").Cast<IHtmlInlineFrameElement>().ToList();
        Assert.All(frames, frame => Assert.True(frame.IsHidden && frame.GetAttribute("sandbox") == "allow-scripts allow-same-origin"));
        var next = page.QuerySelector("#continue")!.GetAttribute("href")!;
        Assert.Contains($"content=\"3;url={System.Text.Encodings.Web.HtmlEncoder.Default.Encode(next)}\"", page.QuerySelector("noscript")!.InnerHtml.Replace("&lt;", "<", StringComparison.Ordinal).Replace("&amp;amp;", "&amp;", StringComparison.Ordinal), StringComparison.Ordinal);
        return ([.. frames.Select(frame => frame.GetAttribute("src")!)], next);
    }

    [Fact]
    public async Task Page_loads_every_client_of_the_session_and_goes_on_with_state()
    {
        var (browser, tokens) = await SignedInAsync(WithPage);
        using var _ = browser;
        using var response = await browser.OpenAsync(LogoutClients.Address(("id_token_hint", tokens.IdToken), ("post_logout_redirect_uri", LogoutClients.Target), ("state", "a b&c=\"<'é")));
        var (frames, next) = await ReadAsync(response);
        Assert.Equal([$"{PartnerPage}?iss={Uri.EscapeDataString(AuthServerHost.Issuer)}&sid={LogoutClients.Sid(tokens)}", WebPage], frames);
        Assert.Equal(LogoutClients.Target + "?state=" + Uri.EscapeDataString("a b&c=\"<'é"), next);
        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("; frame-src http://localhost:5301 http://localhost:5300; ", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        // The page is for a browser that is signed out already.
        Assert.False(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task Without_a_place_to_return_to_it_ends_on_the_page_that_says_so()
    {
        var (browser, tokens) = await SignedInAsync(WithPage);
        using var _ = browser;
        using var response = await browser.SignOutAsync(tokens);
        var (_, next) = await ReadAsync(response);
        using var last = await browser.OpenAsync(next);
        Assert.Equal("You are signed out", await Page.TitleAsync(last));
    }

    [Fact]
    public async Task Confirmed_logout_loads_them_too()
    {
        var (browser, tokens) = await SignedInAsync(WithPage);
        using var _ = browser;
        using var response = await browser.SubmitAsync(await browser.OpenAsync("/logout"));
        Assert.Equal(2, (await ReadAsync(response)).Frames.Count);
    }

    [Fact]
    public async Task Client_without_a_page_or_without_the_session_is_not_loaded()
    {
        var (browser, tokens) = await SignedInAsync(WithoutPage, partner: false);
        using var _ = browser;
        using var response = await browser.OpenAsync(LogoutClients.Address(("id_token_hint", tokens.IdToken), ("post_logout_redirect_uri", LogoutClients.Target)));
        Assert.Equal(LogoutClients.Target, response.Headers.Location!.OriginalString);
        using var other = await server.SignedInAsync();
        await server.TokensAsync(other, "partner");
        await server.ChangeClientAsync("partner", c => c.Enabled = false);
        using var disabled = await other.SubmitAsync(await other.OpenAsync("/logout"));
        Assert.Equal("You are signed out", await Page.TitleAsync(disabled));
        await server.ChangeClientAsync("partner", c => c.Enabled = true);
    }

    [Fact]
    public async Task Damaged_foreign_or_old_link_loads_nothing()
    {
        var (browser, tokens) = await SignedInAsync(WithPage);
        using var _ = browser;
        using var question = await browser.OpenAsync(LogoutClients.Address(("client_id", "web"), ("post_logout_redirect_uri", LogoutClients.Target)));
        var foreign = question.RequestMessage!.RequestUri!.Query;
        using var shown = await browser.SignOutAsync(tokens);
        var own = shown.RequestMessage!.RequestUri!.Query;
        foreach (var query in new[] { "", "?logout=", "?logout=x", "?logout=" + new string('A', 2000), foreign, OAuthTokens.Flip(own, own.Length - 8) }) await NothingAsync(query);
        using var again = await browser.OpenAsync("/signing-out" + own);
        Assert.Equal(2, (await ReadAsync(again)).Frames.Count);
        server.Clock.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));
        await NothingAsync(own);

        async Task NothingAsync(string query)
        {
            using var response = await browser.OpenAsync("/signing-out" + query);
            Assert.Equal("You are signed out", await Page.TitleAsync(response));
        }
    }

    [Theory]
    [InlineData("https://app.example/front", true)]
    [InlineData("https://app.example/other?x=1", true)]
    [InlineData("https://app.example:8443/front", false)]
    [InlineData("http://app.example/front", false)]
    [InlineData("https://evil.example/front", false)]
    [InlineData("https://sub.app.example/front", false)]
    [InlineData("https://app.example/front#x", false)]
    [InlineData("javascript:alert(1)", false)]
    public void Page_of_a_client_is_where_its_users_come_back_to(string uri, bool good)
    {
        var rules = server.Services.GetRequiredService<RegistrationRules>();
        var faults = rules.Check(new ClientMetadata { RedirectUris = ["https://app.example/callback"], Scope = "openid", FrontchannelLogoutUri = uri });
        Assert.Equal(good ? [] : ["frontchannel_logout_uri"], faults.Select(fault => fault.Field).Distinct());
    }
}
