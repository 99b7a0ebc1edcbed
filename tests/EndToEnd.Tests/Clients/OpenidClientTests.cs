using AuthServer.Protocol;
using EndToEnd.Browsing;
using EndToEnd.Running;

namespace EndToEnd.Clients;

/// <summary>openid-client on every way that <see cref="ForeignClientTests"/> does not take: the secret in the form, the answer in a form.</summary>
public sealed class OpenidClientTests(SharedPlatform shared, Chromium chromium)
{
    [Theory]
    [InlineData(AuthMethods.ClientSecretBasic, "form_post", true)]
    [InlineData(AuthMethods.ClientSecretPost, "query", true)]
    [InlineData(AuthMethods.ClientSecretPost, "form_post", false)]
    public async Task Openid_client_signs_in_refreshes_and_revokes_however_it_authenticates_and_is_answered(string authMethod, string responseMode, bool javaScript)
    {
        var port = Ports.Free();
        var id = $"web-{authMethod}-{responseMode}";
        await ClientRows.AddAsync(shared.Platform.AuthDatabase, ClientRows.ThirdParty(id, "Example Shop", WebApp.RedirectUri(port), WebApp.PostLogoutRedirectUri(port), authMethod));
        await using var app = await WebApp.StartAsync(WebApp.OpenidClient, shared.Platform.Auth, port, ("CLIENT_ID", id), ("CLIENT_SECRET", ClientRows.Secret), ("CLIENT_AUTH", authMethod));
        await using var window = await chromium.OpenAsync(new() { JavaScriptEnabled = javaScript });
        var visit = new Visit(window, app.Address);

        await window.OpenAsync(new Uri(app.Address, "/login?response_mode=" + responseMode));
        await window.SignInAsync();
        await window.Page.ClickAsync("#allow");
        // Without JavaScript the form of the answer waits for its button.
        if (responseMode == "form_post" && !javaScript) await window.Page.ClickAsync($"form[action^='{app.Address}'] button");
        var signedIn = await visit.JsonAsync();
        Assert.Equal(responseMode == "form_post" ? "POST" : "GET", signedIn["by"]!.GetValue<string>());
        Assert.Equal(id, signedIn["claims"]!["aud"]!.GetValue<string>());
        Assert.Equal("alice@example.com", (await app.DoAsync("userinfo"))["email"]);

        var refreshed = await app.DoAsync("refresh");
        Assert.NotEqual(refreshed.Get("before"), refreshed.Get("after"));
        await app.DoAsync("revoke?token=refresh_token");
        Assert.Equal("false", (await app.DoAsync("introspect?token=access_token"))["active"]);
        var left = await visit.LandAsync("/logout");
        Assert.True(left["state_is_back"]!.GetValue<bool>());
        Assert.Empty(window.Complaints);
    }
}
