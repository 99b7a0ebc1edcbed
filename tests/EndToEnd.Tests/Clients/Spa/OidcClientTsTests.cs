using System.Text;
using System.Text.Json.Nodes;
using AuthServer.Protocol;
using EndToEnd.Browsing;
using EndToEnd.Running;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Playwright;

namespace EndToEnd.Clients.Spa;

/// <summary>oidc-client-ts in a page of another origin: everything that it asks the server for goes by CORS or through a frame.</summary>
public sealed class OidcClientTsTests(SharedPlatform shared, Chromium chromium)
{
    [Fact]
    public async Task Oidc_client_ts_completes_code_userinfo_silent_renewal_and_logout()
    {
        await using var page = await SpaServer.StartAsync();
        await using var window = await OpenAsync(page, "spa-same-site");
        await window.Page.ClickAsync("#sign-in");
        Assert.Equal("Marketplace page", await window.Page.InnerTextAsync("#client-name"));
        await window.SignInAsync();
        var signedIn = await ResultAsync(window, page, "/callback");
        Assert.Equal("/orders", signedIn["state"]!["page"]!.GetValue<string>());
        // By userinfo: the ID token of the code flow has no e-mail address (OIDC Core §5.4).
        Assert.Equal("alice@example.com", signedIn["profile"]!["email"]!.GetValue<string>());
        Assert.DoesNotContain("alice@example.com", Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(signedIn["id_token"]!.GetValue<string>().Split('.')[1])), StringComparison.Ordinal);
        Assert.Null(signedIn["refresh_token"]);

        await window.Page.ClickAsync("#renew");
        var renewed = await ResultAsync(window, page, "/callback");
        Assert.Equal(signedIn["profile"]!["sub"]!.GetValue<string>(), renewed["profile"]!["sub"]!.GetValue<string>());
        Assert.Equal(signedIn["profile"]!["sid"]?.GetValue<string>(), renewed["profile"]!["sid"]?.GetValue<string>());
        Assert.NotEqual(signedIn["access_token"]!.GetValue<string>(), renewed["access_token"]!.GetValue<string>());

        await window.Page.ClickAsync("#sign-out");
        var left = await ResultAsync(window, page, "/goodbye");
        Assert.True(left["signed_out"]!.GetValue<bool>());
        Assert.Equal("bye", left["state"]!.GetValue<string>());
        Assert.Null(left["user"]);
        Assert.Empty(window.Complaints);

        await window.Page.ClickAsync("#renew");
        Assert.Equal("login_required", (await ResultAsync(window, page, "/goodbye"))["error"]!.GetValue<string>());
    }

    // The session cookie is SameSite=Lax: a foreign site's frame is answered as a browser that nobody has signed in with.
    [Fact]
    public async Task A_frame_in_another_site_finds_no_session()
    {
        await using var page = await SpaServer.StartAsync("127.0.0.1");
        await using var window = await OpenAsync(page, "spa-other-site");
        await window.Page.ClickAsync("#sign-in");
        await window.SignInAsync();
        Assert.Equal("alice@example.com", (await ResultAsync(window, page, "/callback"))["profile"]!["email"]!.GetValue<string>());
        await window.Page.ClickAsync("#renew");
        Assert.Equal("login_required", (await ResultAsync(window, page, "/callback"))["error"]!.GetValue<string>());
    }

    private async Task<Window> OpenAsync(SpaServer page, string id)
    {
        var client = ClientRows.ThirdParty(id, "Marketplace page", new Uri(page.Address, "/callback").AbsoluteUri, new Uri(page.Address, "/goodbye").AbsoluteUri, AuthMethods.None);
        client.FirstParty = true;
        client.RedirectUris.Add(new Uri(page.Address, "/silent").AbsoluteUri);
        await ClientRows.AddAsync(shared.Platform.AuthDatabase, client);
        var window = await chromium.OpenAsync();
        await window.OpenAsync(new Uri(page.Address, $"/?issuer={shared.Platform.Auth.GetLeftPart(UriPartial.Authority)}&client_id={id}"));
        return window;
    }

    private static async Task<JsonNode> ResultAsync(Window window, SpaServer page, string path)
    {
        await window.ArriveAsync(new Uri(page.Address, path) + "**");
        await Assertions.Expect(window.Page.Locator("#result")).Not.ToBeEmptyAsync();
        return JsonNode.Parse(await window.Page.InnerTextAsync("#result"))!;
    }
}
