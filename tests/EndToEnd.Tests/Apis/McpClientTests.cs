using System.Net;
using System.Net.Http.Json;
using EndToEnd.Clients;
using EndToEnd.Running;
using Testing;

namespace EndToEnd.Apis;

/// <summary>The way of a client of the Model Context Protocol (authorization, 2026-07-28), which knows an API's address and nothing else, as far as a call.</summary>
public sealed class McpClientTests(SharedPlatform shared)
{
    private const string LoopbackCallback = "http://127.0.0.1:49152/callback";

    private Platform Platform => shared.Platform;

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    public async Task From_the_refusal_of_an_unknown_API_a_client_finds_its_way_to_a_token_for_it(string end)
    {
        using var client = new DiscoveringClient(Platform.Api, "mobile", LoopbackCallback);
        var refused = await client.CallAsync("GET", "/users/me/", null);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.Status);
        var challenge = Challenge.Of(refused);
        await client.DiscoverAsync(challenge);

        // Clients that keep addresses in a URL class send the slash behind the host.
        var resource = client.Resource + end;
        using var browser = new Browser(Platform.Auth);
        var login = await browser.OpenAsync(client.AuthorizeUrl(challenge["scope"]!, ("resource", resource)));
        Assert.Equal("Sign in", await Page.TitleAsync(login));
        var tokens = await client.RedeemAsync(client.Answer(await browser.SignInAsync(login)), resource);
        Assert.Equal((HttpStatusCode.OK, "users:read"), (tokens.Status, tokens["scope"]));
        Assert.Equal(HttpStatusCode.OK, (await client.CallAsync("GET", "/users/me/", tokens.Get("access_token"))).Status);
    }

    [Fact]
    public async Task A_client_whose_token_lacks_a_scope_asks_for_it_and_goes_on()
    {
        using var client = new DiscoveringClient(Platform.Api, "mobile", LoopbackCallback);
        var first = Challenge.Of(await client.CallAsync("GET", "/users/me/", null));
        await client.DiscoverAsync(first);
        using var browser = new Browser(Platform.Auth);
        var few = await client.RedeemAsync(client.Answer(await browser.SignInAsync(await browser.OpenAsync(client.AuthorizeUrl(first["scope"]!)))));

        var refused = await client.CallAsync("PATCH", "/users/me/", few.Get("access_token"), JsonContent.Create(new { bio = "Found by MCP" }));
        var more = Challenge.Of(refused);
        Assert.Equal((HttpStatusCode.Forbidden, "insufficient_scope", "users:write", first["resource_metadata"]), (refused.Status, more["error"], more["scope"], more["resource_metadata"]));

        // A native app is signed in to with the user's knowledge each time (RFC 8252 §8.6).
        var page = await browser.OpenAsync(client.AuthorizeUrl($"{first["scope"]} {more["scope"]}"));
        var enough = await client.RedeemAsync(client.Answer(await browser.AllowAsync(page)));
        var changed = await client.CallAsync("PATCH", "/users/me/", enough.Get("access_token"), JsonContent.Create(new { bio = "Found by MCP" }));
        Assert.True(changed.Status == HttpStatusCode.OK, changed.Text);
    }

    [Fact]
    public async Task A_client_that_nobody_knows_registers_itself_on_the_way()
    {
        using var client = new DiscoveringClient(Platform.Api, null, LoopbackCallback);
        var challenge = Challenge.Of(await client.CallAsync("GET", "/users/me/", null));
        await client.DiscoverAsync(challenge);
        // Whoever was given no token is no client here: that is a matter of Registration:Open.
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.RegisterAsync(null)).Status);
        var registered = await client.RegisterAsync(WebApp.InitialAccessToken);
        Assert.Equal((HttpStatusCode.Created, null), (registered.Status, registered["client_secret"]));

        using var browser = new Browser(Platform.Auth);
        var consent = await browser.SignInAsync(await browser.OpenAsync(client.AuthorizeUrl(challenge["scope"]!)));
        Assert.Equal("Assistant asks for access", await Page.TitleAsync(consent));
        await ArrivesAsync(client, await browser.AllowAsync(consent));
    }

    [Fact]
    public async Task A_client_whose_id_is_the_address_of_its_document_needs_no_registration()
    {
        await using var site = await DocumentSite.StartAsync("Assistant with a page", LoopbackCallback);
        using var client = new DiscoveringClient(Platform.Api, site.ClientId, LoopbackCallback);
        var challenge = Challenge.Of(await client.CallAsync("GET", "/users/me/", null));
        await client.DiscoverAsync(challenge);
        Assert.True(client.Told("client_id_metadata_document_supported")?.GetValue<bool>());

        using var browser = new Browser(Platform.Auth);
        var consent = await browser.SignInAsync(await browser.OpenAsync(client.AuthorizeUrl(challenge["scope"]!)));
        var document = await Page.ParseAsync(consent);
        Assert.Equal("Assistant with a page asks for access", document.QuerySelector("#title")?.TextContent);
        // Anybody may call themselves anything: users see where it comes from.
        Assert.Equal(new Uri(site.ClientId).Authority, document.QuerySelector("#client-host")?.TextContent);
        await ArrivesAsync(client, await browser.AllowAsync(consent));
        Assert.Equal(1, site.Reads);
    }

    [Fact]
    public async Task A_token_for_the_API_can_t_be_asked_for_in_the_name_of_another_address()
    {
        using var client = new DiscoveringClient(Platform.Api, "mobile", LoopbackCallback);
        var challenge = Challenge.Of(await client.CallAsync("GET", "/users/me/", null));
        await client.DiscoverAsync(challenge);
        using var browser = new Browser(Platform.Auth);
        var refused = await browser.OpenAsync(client.AuthorizeUrl(challenge["scope"]!, ("resource", "https://elsewhere.example/")));
        Assert.Equal("invalid_target", client.Answer(refused)["error"]);
        var answer = client.Answer(await browser.SignInAsync(await browser.OpenAsync(client.AuthorizeUrl(challenge["scope"]!))));
        Assert.Equal("invalid_target", (await client.RedeemAsync(answer, "https://elsewhere.example/"))["error"]);
    }

    private static async Task ArrivesAsync(DiscoveringClient client, HttpResponseMessage redirect)
    {
        var tokens = await client.RedeemAsync(client.Answer(redirect));
        Assert.Equal((HttpStatusCode.OK, "users:read"), (tokens.Status, tokens["scope"]));
        var me = await client.CallAsync("GET", "/users/me/", tokens.Get("access_token"));
        Assert.True(me.Status == HttpStatusCode.OK, me.Text);
    }
}
