using EndToEnd.Browsing;
using EndToEnd.Running;

namespace EndToEnd.Clients;

/// <summary>A client that was not written here, openid-client, and a real browser against the running hosts.</summary>
public sealed class ForeignClientTests(SharedPlatform shared, Chromium chromium, RelyingParty app) : IClassFixture<RelyingParty>
{
    private Platform Platform => shared.Platform;

    [Fact]
    public Task Openid_client_completes_code_userinfo_refresh_introspection_revocation_and_logout() => CompleteAsync(javaScript: true);

    [Fact]
    public Task The_same_works_in_a_browser_without_JavaScript() => CompleteAsync(javaScript: false);

    [Fact]
    public async Task Prompt_none_after_logout_gives_login_required()
    {
        await using var window = await chromium.OpenAsync();
        await Visit(window).SignInAsync();
        await window.OpenAsync(new Uri(app.Address, "/logout"));
        var refused = await Visit(window).LandAsync("/login?prompt=none");
        Assert.Equal("login_required", refused["error"]!.GetValue<string>());
    }

    [Fact]
    public async Task Prompt_none_with_a_session_and_consent_signs_in_silently()
    {
        await using var window = await chromium.OpenAsync();
        await Visit(window).SignInAsync();
        var silent = await Visit(window).LandAsync("/login?prompt=none");
        Assert.Equal("alice", silent["claims"]!["preferred_username"]?.GetValue<string>() ?? (await app.DoAsync("userinfo"))["preferred_username"]);
    }

    [Fact]
    public async Task Deny_returns_access_denied_with_state_and_issuer()
    {
        await using var window = await chromium.OpenAsync();
        await window.OpenAsync(new Uri(app.Address, "/login?prompt=consent"));
        await window.SignInAsync("bob", "Correct-horse-8");
        await window.Page.ClickAsync("#deny");
        var refused = await Visit(window).JsonAsync();
        Assert.Equal("access_denied", refused["error"]!.GetValue<string>());
        Assert.NotEmpty(refused["state"]!.GetValue<string>());
        Assert.Equal(Platform.Auth.GetLeftPart(UriPartial.Authority), refused["iss"]!.GetValue<string>());
    }

    [Fact]
    public async Task Two_tabs_of_two_clients_each_return_to_their_own_app()
    {
        await using var native = await LoopbackApp.StartAsync();
        await using var window = await chromium.OpenAsync();
        var second = await window.NewTabAsync();
        await window.OpenAsync(new Uri(app.Address, "/login"));
        await second.GotoAsync(AuthorizeUrl.For(Platform.Auth, "mobile", native.RedirectUri, ("state", "of-the-second-tab")).AbsoluteUri);

        await Window.SignInAsync(second);
        Assert.Equal("of-the-second-tab", (await native.AnswerAsync())["state"]);
        // The other tab's form was opened before anybody was signed in; it still ends in its own app.
        await window.SignInAsync();
        await Visit(window).AllowIfAskedAsync();
        Assert.Equal("alice@example.com", (await Visit(window).JsonAsync())["claims"]!["email"]?.GetValue<string>() ?? (await app.DoAsync("userinfo"))["email"]);
    }

    [Fact]
    public async Task A_logout_without_a_hint_asks_first_and_names_the_client()
    {
        await using var window = await chromium.OpenAsync();
        await Visit(window).SignInAsync();
        await window.OpenAsync(new Uri(Platform.Auth, $"/connect/endsession?client_id=web&state=back&post_logout_redirect_uri={Uri.EscapeDataString(app.Address + "signout-callback-oidc")}"));
        Assert.Equal("Example Web", await window.Page.InnerTextAsync("#client-name"));
        await window.Page.ClickAsync("#confirm");
        await window.ArriveAsync("**/signout-callback-oidc?**");
        Assert.Equal("back", AuthorizeUrl.Answer(window.Page.Url)["state"]);
        Assert.Equal("login_required", (await Visit(window).LandAsync("/login?prompt=none"))["error"]!.GetValue<string>());
    }

    private async Task CompleteAsync(bool javaScript)
    {
        await using var window = await chromium.OpenAsync(new() { JavaScriptEnabled = javaScript });
        await window.OpenAsync(app.Address);
        await window.Page.ClickAsync("#sign-in");
        Assert.Equal("Example Web", await window.Page.InnerTextAsync("#client-name"));
        await window.SignInAsync();
        await Visit(window).AllowIfAskedAsync();
        var signedIn = await Visit(window).JsonAsync();
        Assert.Equal("web", signedIn["claims"]!["aud"]!.GetValue<string>());

        var user = await app.DoAsync("userinfo");
        Assert.Equal(signedIn["claims"]!["sub"]!.GetValue<string>(), user["sub"]);
        Assert.Equal("alice@example.com", user["email"]);
        Assert.Equal("true", user["email_verified"]);
        Assert.Null(user["phone_number"]);

        var refreshed = await app.DoAsync("refresh");
        Assert.NotEqual(refreshed.Get("before"), refreshed.Get("after"));
        Assert.Equal("true", (await app.DoAsync("introspect?token=access_token"))["active"]);
        Assert.Equal("true", (await app.DoAsync("introspect?token=refresh_token"))["active"]);
        Assert.Equal("web", (await app.DoAsync("introspect?token=access_token"))["client_id"]);
        await app.DoAsync("revoke?token=refresh_token");
        Assert.Equal("false", (await app.DoAsync("introspect?token=refresh_token"))["active"]);
        Assert.Equal("false", (await app.DoAsync("introspect?token=access_token"))["active"]);

        var left = await Visit(window).LandAsync("/logout");
        Assert.True(left["signed_out"]!.GetValue<bool>());
        Assert.True(left["state_is_back"]!.GetValue<bool>());
        Assert.Empty(window.Complaints);
    }

    private Visit Visit(Window window) => new(window, app.Address);
}
