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

    [Fact]
    public async Task Openid_client_waits_as_a_device_until_its_user_has_said_yes()
    {
        var port = Ports.Free();
        const string id = "web-device";
        var client = ClientRows.ThirdParty(id, "Shop window", WebApp.RedirectUri(port), null, AuthMethods.ClientSecretBasic);
        client.GrantTypes.Add(GrantTypes.DeviceCode);
        await ClientRows.AddAsync(shared.Platform.AuthDatabase, client);
        await using var app = await WebApp.StartAsync(WebApp.OpenidClient, shared.Platform.Auth, port, ("CLIENT_ID", id), ("CLIENT_SECRET", ClientRows.Secret));
        await using var window = await chromium.OpenAsync();

        var codes = await app.DoAsync("device");
        var waiting = app.DoAsync("device-tokens");
        // authorization_pending (RFC 8628 §3.5): the library takes it for what it is and goes on.
        await Eventually.TrueAsync(async () => (await app.DoAsync("answered?by=/connect/token"))["status"] == "400", TimeSpan.FromSeconds(20), () => "It does not ask.");
        await DeviceVisit.ConnectAsync(window, new Uri(codes.Get("verification_uri")), codes.Get("user_code"), "Shop window");
        var tokens = await waiting;
        Assert.Equal(id, tokens["claims.aud"]);
        Assert.Equal("alice@example.com", (await app.DoAsync("userinfo"))["email"]);
        Assert.NotEmpty((await app.DoAsync("refresh")).Get("after"));
    }
}
