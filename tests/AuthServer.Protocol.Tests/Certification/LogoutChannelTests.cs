using System.Text.Json.Nodes;
using AuthServer.Protocol.Tests.Logout;

namespace AuthServer.Protocol.Tests.Certification;

/// <summary>The modules of the plans Back-Channel OP and Front-Channel OP, as a client that registered itself plays them.</summary>
public sealed class LogoutChannelTests(PlanServer server) : IClassFixture<PlanServer>
{
    private const string Target = PlanServer.Alias + "post_logout_redirect";

    private async Task<(RelyingParty Party, Browser Browser, OAuthAnswer Tokens)> SignedInAsync(params (string Name, JsonNode? Value)[] metadata)
    {
        var (party, answer) = await server.RegisterAsync([("post_logout_redirect_uris", Registration.Registering.Json(Target)), .. metadata]);
        foreach (var (name, value) in metadata) Assert.True(JsonNode.DeepEquals(value, answer.Json![name]), name);
        var browser = server.OAuth.NewBrowser();
        return (party, browser, await party.TokensAsync(browser));
    }

    private static Task<HttpResponseMessage> SignOutAsync(Browser browser, OAuthAnswer tokens) =>
        browser.OpenAsync(LogoutClients.Address(("id_token_hint", tokens.IdToken), ("post_logout_redirect_uri", Target), ("state", RelyingParty.State)));

    private static async Task IsSignedOutAsync(RelyingParty party, Browser browser)
    {
        using var response = await party.OpenAsync(browser, ("prompt", "none"));
        Assert.Equal("login_required", await party.ErrorAsync(response));
    }

    private static void GoesBack(string address)
    {
        Assert.StartsWith(Target + "?state=", address, StringComparison.Ordinal);
        Assert.Equal(RelyingParty.State, Uri.UnescapeDataString(address[(Target.Length + "?state=".Length)..].Replace('+', ' ')));
    }

    [Theory]
    [InlineData("backchannel", TestDisplayName = "oidcc-backchannel-logout-discovery-endpoint-verification")]
    [InlineData("frontchannel", TestDisplayName = "oidcc-frontchannel-logout-discovery-endpoint-verification")]
    public async Task Discovery(string channel)
    {
        var document = JsonNode.Parse(await server.OAuth.Http.GetStringAsync("/.well-known/openid-configuration"))!;
        Assert.True(document[channel + "_logout_supported"]!.GetValue<bool>());
        Assert.True(document[channel + "_logout_session_supported"]!.GetValue<bool>());
        Assert.NotNull(document["end_session_endpoint"]);
    }

    [Fact(DisplayName = "oidcc-backchannel-rp-initiated-logout")]
    public async Task Back_channel()
    {
        await using var receiver = await LogoutReceiver.StartAsync();
        var (party, browser, tokens) = await SignedInAsync(("backchannel_logout_uri", receiver.Url), ("backchannel_logout_session_required", true));
        using var _ = browser;
        using var response = await SignOutAsync(browser, tokens);
        GoesBack(response.Headers.Location!.OriginalString);
        // Type, signature, iss, aud, iat, exp, jti and events, and neither nonce nor anything else (Back-Channel Logout §2.4).
        var told = await LogoutTokens.ReadAsync(server, await receiver.NextAsync(), party.Id);
        var idToken = OAuth.Payload(tokens.IdToken);
        Assert.Equal(((string?)idToken["sid"], (string?)idToken["sub"]), ((string?)told["sid"], (string?)told["sub"]));
        await IsSignedOutAsync(party, browser);
    }

    [Fact(DisplayName = "oidcc-frontchannel-rp-initiated-logout")]
    public async Task Front_channel()
    {
        const string uri = PlanServer.Alias + "frontchannel_logout";
        var (party, browser, tokens) = await SignedInAsync(("frontchannel_logout_uri", uri), ("frontchannel_logout_session_required", true));
        using var _ = browser;
        using var response = await SignOutAsync(browser, tokens);
        var page = await Page.ParseAsync(response);
        var sid = OAuth.Payload(tokens.IdToken)["sid"]!.GetValue<string>();
        Assert.Equal($"{uri}?iss={Uri.EscapeDataString(AuthServerHost.Issuer)}&sid={sid}", Assert.Single(page.QuerySelectorAll("iframe")).GetAttribute("src"));
        GoesBack(page.QuerySelector("#continue")!.GetAttribute("href")!);
        await IsSignedOutAsync(party, browser);
    }
}
