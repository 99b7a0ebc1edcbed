using System.Text;

namespace AuthServer.Protocol.Tests.Logout;

/// <summary>What is said beside a logout: the state, which comes back, and hints for people.</summary>
public sealed class LogoutStateTests(Server server) : IClassFixture<Server>
{
    private const string State = "Zm9v-bar_0123456789";

    private async Task<(Browser Browser, OAuthAnswer Tokens)> SignedInAsync()
    {
        var browser = await server.SignedInAsync();
        return (browser, await server.TokensAsync(browser));
    }

    /// <summary>An error is shown; nobody is sent anywhere or signed out.</summary>
    private static async Task RefusedAsync(Browser browser, string sentence, params IEnumerable<(string Name, string Value)> parameters)
    {
        using var response = await browser.OpenAsync(LogoutClients.Address(parameters));
        await Expect.ErrorPageAsync(response);
        var page = await Page.ParseAsync(response);
        Assert.Contains(sentence, page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("meta[http-equiv=refresh], script, main a[href^='http']"));
        Assert.True(await browser.IsSignedInAsync());
    }

    private static async Task<HttpResponseMessage> ConfirmedAsync(Browser browser, params IEnumerable<(string Name, string Value)> parameters)
    {
        using var page = await browser.OpenAsync(LogoutClients.Address(parameters));
        Assert.Equal("Sign out?", await Page.TitleAsync(page));
        Assert.True(await browser.IsSignedInAsync());
        return await browser.SubmitAsync(page);
    }

    public static TheoryData<string> States() => new(
        new string('x', 512), string.Concat(Enumerable.Range(0, 95).Select(i => (char)(' ' + i))), "é ü 漢字 🎉 \u202e \u0301", "%2B+%20&state=other&a=b#frag?x;y,z", "\"><script>alert(1)</script>", " leading and trailing ", "\t\r\nX-Injected: 1",
        string.Concat(Enumerable.Range(0, 128).Select(i => "+/=?&#%~'\"\\<> "[i % 14])));

    [Theory]
    [MemberData(nameof(States))]
    public async Task State_comes_back_as_it_was_on_every_way(string state)
    {
        var (browser, tokens) = await SignedInAsync();
        using var _ = browser;
        (string, string)[] parameters = [("id_token_hint", tokens.IdToken), ("post_logout_redirect_uri", LogoutClients.Target), ("state", state)];
        using var confirmed = await ConfirmedAsync(browser, [("client_id", "web"), .. parameters[1..]]);
        using var got = await browser.OpenAsync(LogoutClients.Address(parameters));
        using var posted = await browser.FollowAsync(await browser.PostAsync(LogoutClients.End, parameters.Select(p => KeyValuePair.Create(p.Item1, p.Item2))));
        foreach (var response in new[] { confirmed, got, posted }) Assert.Equal(LogoutClients.Target + "?state=" + Uri.EscapeDataString(state), response.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("x", 513)]
    [InlineData("é", 257)]
    public async Task State_of_more_than_512_bytes_is_refused(string character, int times)
    {
        var (browser, tokens) = await SignedInAsync();
        using var _ = browser;
        var state = new StringBuilder().Insert(0, character, times).ToString();
        await RefusedAsync(browser, "The state is longer than 512 bytes.", ("id_token_hint", tokens.IdToken), ("post_logout_redirect_uri", LogoutClients.Target), ("state", state));
    }

    [Fact]
    public async Task Hints_for_people_change_nothing()
    {
        var (browser, tokens) = await SignedInAsync();
        using var _ = browser;
        using var response = await browser.OpenAsync(LogoutClients.Address(("id_token_hint", tokens.IdToken), ("client_id", "web"), ("logout_hint", "bob"), ("ui_locales", "fr-CA de <x>"), ("unknown", "y"), ("post_logout_redirect_uri", LogoutClients.Target), ("state", State)));
        Assert.Equal(LogoutClients.Target + "?state=" + State, response.Headers.Location!.OriginalString);
    }
}
