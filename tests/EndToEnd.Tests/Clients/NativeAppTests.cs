using System.Net;
using EndToEnd.Browsing;
using EndToEnd.Running;

namespace EndToEnd.Clients;

public sealed class NativeAppTests(SharedPlatform shared, Chromium chromium)
{
    private Platform Platform => shared.Platform;

    [Fact]
    public async Task A_native_app_signs_in_on_a_loopback_port_without_consent_and_calls_the_API()
    {
        await using var app = await LoopbackApp.StartAsync();
        await using var window = await chromium.OpenAsync();
        await window.OpenAsync(AuthorizeUrl.For(Platform.Auth, "mobile", app.RedirectUri, ("scope", "openid offline_access users:read"), ("resource", "resource-api")));
        await window.Page.ClickAsync("#use-pin");
        await window.SignInWithPinAsync("+12025550101", "4927");
        var answer = await app.AnswerAsync();
        Assert.Equal("af0ifjsldkj", answer["state"]);
        Assert.Equal(Platform.Auth.GetLeftPart(UriPartial.Authority), answer["iss"]);

        using var auth = new PlatformClient(Platform.Auth);
        var tokens = await auth.PostFormAsync(
            "/connect/token", null, ("grant_type", "authorization_code"), ("client_id", "mobile"), ("code", answer["code"]), ("redirect_uri", app.RedirectUri), ("code_verifier", AuthorizeUrl.Verifier));
        Assert.Equal(HttpStatusCode.OK, tokens.Status);
        using var api = new PlatformClient(Platform.Api);
        var me = await api.GetAsync("/users/me/", tokens.Get("access_token"));
        Assert.True(me.Status == HttpStatusCode.OK, me.Text);
        Assert.Equal(HttpStatusCode.OK, (await auth.RefreshAsync(tokens.Get("refresh_token"))).Status);
    }

    [Fact]
    public async Task The_code_goes_only_to_the_port_that_asked()
    {
        await using var app = await LoopbackApp.StartAsync();
        await using var window = await chromium.OpenAsync();
        await window.OpenAsync(AuthorizeUrl.For(Platform.Auth, "mobile", app.RedirectUri));
        await window.SignInAsync();
        var answer = await app.AnswerAsync();

        using var auth = new PlatformClient(Platform.Auth);
        var other = await auth.PostFormAsync(
            "/connect/token", null, ("grant_type", "authorization_code"), ("client_id", "mobile"), ("code", answer["code"]), ("redirect_uri", "http://127.0.0.1:1/callback"), ("code_verifier", AuthorizeUrl.Verifier));
        Assert.Equal("invalid_grant", other["error"]);
    }
}
