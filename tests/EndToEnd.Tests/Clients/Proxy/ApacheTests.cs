using System.Net;
using System.Text.Json.Nodes;
using AuthServer.Protocol;
using EndToEnd.Browsing;
using EndToEnd.Running;
using Microsoft.Playwright;

namespace EndToEnd.Clients.Proxy;

/// <summary>mod_auth_openidc: an OpenID Connect client in C that many a web site of a company stands behind.</summary>
public sealed class ApacheTests(SharedPlatform shared, Chromium chromium)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("query")]
    [InlineData("form_post")]
    public async Task Mod_auth_openidc_lets_people_in_refreshes_and_logs_them_out_at_the_server(string responseMode)
    {
        await using var apache = await StartAsync("apache-" + responseMode, responseMode);
        await using var window = await chromium.OpenAsync();
        var members = new Uri(apache.Address, "/members/");
        await window.OpenAsync(members);
        Assert.Equal("Intranet", await window.Page.InnerTextAsync("#client-name"));
        await window.SignInAsync();
        await window.Page.ClickAsync("#allow");
        var seen = await SeenAsync(window, apache, members);
        Assert.Equal("alice", seen["x-remote-user"]!.GetValue<string>());
        Assert.Equal("alice@example.com", seen["oidc_claim_email"]!.GetValue<string>());
        Assert.Equal(shared.Platform.Auth.GetLeftPart(UriPartial.Authority), seen["oidc_claim_iss"]!.GetValue<string>());

        var before = seen["oidc_access_token"]!.GetValue<string>();
        await window.OpenAsync(Hook(apache, $"refresh={Uri.EscapeDataString(members.AbsoluteUri)}&access_token={before}"));
        var refreshed = await SeenAsync(window, apache, members);
        Assert.NotEqual(before, refreshed["oidc_access_token"]!.GetValue<string>());

        await window.OpenAsync(Hook(apache, "logout=" + Uri.EscapeDataString(ApacheServer.OpenPage(apache.Address.Port))));
        Assert.Null((await SeenAsync(window, apache, new Uri(apache.Address, "/open")))["x-remote-user"]);
        // The server has forgotten the session, too: without it, it would send the browser straight back.
        await window.OpenAsync(members);
        Assert.StartsWith(shared.Platform.Auth.AbsoluteUri + "login", window.Page.Url, StringComparison.Ordinal);
        Assert.Contains(window.Requests, r => r.Url.Contains("/connect/endsession?id_token_hint=", StringComparison.Ordinal));
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Mod_auth_openidc_keeps_out_who_denied_consent()
    {
        await using var apache = await StartAsync("apache-denied", "query");
        await using var window = await chromium.OpenAsync();
        await window.OpenAsync(new Uri(apache.Address, "/members/"));
        await window.SignInAsync();
        await window.Page.ClickAsync("#deny");
        await window.ArriveAsync(ApacheServer.RedirectUri(apache.Address.Port) + "**");
        Assert.Equal("access_denied", AuthorizeUrl.Answer(window.Page.Url)["error"]);
        // Its page does not repeat the error: this version takes any answer without a code that has iss (RFC 9207) for one of issuer discovery.
        Assert.Equal("Error", await window.Page.TitleAsync());
        await window.OpenAsync(new Uri(apache.Address, "/members/"));
        Assert.StartsWith(shared.Platform.Auth.AbsoluteUri + "consent", window.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mod_auth_openidc_forgets_the_session_that_ended_elsewhere_and_no_other()
    {
        await using var apache = await StartAsync("apache-told", "query");
        await using var ended = await chromium.OpenAsync();
        await using var other = await chromium.OpenAsync();
        var members = new Uri(apache.Address, "/members/");
        await ended.OpenAsync(members);
        await ended.SignInAsync();
        await ended.Page.ClickAsync("#allow");
        var sid = (await SeenAsync(ended, apache, members))["oidc_claim_sid"]!.GetValue<string>();
        await other.OpenAsync(members);
        await other.SignInAsync();
        Assert.NotEqual(sid, (await SeenAsync(other, apache, members))["oidc_claim_sid"]!.GetValue<string>());

        using var phone = new PlatformClient(shared.Platform.Auth);
        var app = await phone.PinAsync("+12025550101", "4927");
        var answer = await phone.SendAsync(HttpMethod.Delete, $"/auth/sessions/{sid}/", null, new("Bearer", app.Get("access_token")));
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        // The module asks the server nothing while its own session lasts: it has to be told (OIDC Back-Channel Logout 1.0 §2.5).
        await Eventually.TrueAsync(async () => await UrlAsync(ended, members) != members.AbsoluteUri, Limit, () => "Apache still knows the session.\n" + apache.Log);
        Assert.StartsWith(shared.Platform.Auth.AbsoluteUri + "login", ended.Page.Url, StringComparison.Ordinal);
        Assert.Equal(members.AbsoluteUri, await UrlAsync(other, members));
    }

    private static async Task<string> UrlAsync(Window window, Uri page)
    {
        await window.OpenAsync(page);
        return window.Page.Url;
    }

    private async Task<ApacheServer> StartAsync(string id, string responseMode)
    {
        var port = Ports.Free();
        var client = ClientRows.ThirdParty(id, "Intranet", ApacheServer.RedirectUri(port), ApacheServer.OpenPage(port), AuthMethods.ClientSecretBasic);
        client.BackChannelLogoutUri = ApacheServer.BackChannelLogoutUri(port);
        await ClientRows.AddAsync(shared.Platform.AuthDatabase, client);
        return await ApacheServer.StartAsync(shared.Platform.Auth, id, port, responseMode);
    }

    private static Uri Hook(ApacheServer apache, string query) => new(ApacheServer.RedirectUri(apache.Address.Port) + "?" + query);

    private static async Task<JsonNode> SeenAsync(Window window, ApacheServer apache, Uri page)
    {
        try
        {
            await window.ArriveAsync(page.AbsoluteUri);
            return JsonNode.Parse(await window.Page.InnerTextAsync("pre"))!;
        }
        catch (PlaywrightException e)
        {
            throw new InvalidOperationException($"{window.Page.Url}: {await window.Page.ContentAsync()}\n{apache.Log}", e);
        }
    }
}
