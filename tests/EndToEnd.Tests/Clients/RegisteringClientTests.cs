using AuthServer.Protocol;
using EndToEnd.Browsing;
using EndToEnd.Running;

namespace EndToEnd.Clients;

/// <summary>openid-client as an app that nobody registered: it registers itself with an initial access token, and goes on from the answer.</summary>
public sealed class RegisteringClientTests(SharedPlatform shared, Chromium chromium)
{
    private const string Claims = """{"userinfo":{"email":{"essential":true}},"id_token":{"email":null,"email_verified":null}}""";

    [Fact]
    public async Task Openid_client_registers_itself_and_signs_in_with_the_secret_that_it_was_given()
    {
        await using var app = await StartAsync();
        var client = await app.DoAsync("client");
        Assert.Equal((AuthMethods.ClientSecretPost, "0"), (client["token_endpoint_auth_method"], client["client_secret_expires_at"]));
        await using var window = await chromium.OpenAsync();

        var signedIn = await new Visit(window, app.Address).SignInAsync();
        Assert.Equal(client["client_id"], signedIn["claims"]!["aud"]!.GetValue<string>());
        Assert.Equal("alice@example.com", (await app.DoAsync("userinfo"))["email"]);
        Assert.NotEmpty((await app.DoAsync("refresh")).Get("after"));
        Assert.StartsWith("application/json", (await app.DoAsync("answered?by=/connect/userinfo"))["type"], StringComparison.Ordinal);
        Assert.True((await new Visit(window, app.Address).LandAsync("/logout"))["state_is_back"]!.GetValue<bool>());
        Assert.Empty(window.Complaints);
    }

    [Theory]
    [InlineData("ES256")]
    [InlineData("RS256")]
    public async Task Openid_client_signs_what_it_asks_for_and_checks_the_signature_of_every_answer(string algorithm)
    {
        await using var app = await StartAsync(("SIGNED", algorithm));
        var client = await app.DoAsync("client");
        Assert.Equal((AuthMethods.PrivateKeyJwt, null), (client["token_endpoint_auth_method"], client["client_secret"]));
        await using var window = await chromium.OpenAsync();

        // One claim by its name, and not the scope that covers it: the ID token has it because it was asked for there (OIDC Core §5.5).
        var signedIn = await new Visit(window, app.Address).SignInAsync("/login?scope=openid%20offline_access&claims=" + Uri.EscapeDataString(Claims));
        Assert.Equal("alice@example.com", signedIn["claims"]!["email"]!.GetValue<string>());
        Assert.True(signedIn["claims"]!["email_verified"]!.GetValue<bool>());
        Assert.DoesNotContain("email", signedIn["tokens"]!["scope"]!.GetValue<string>(), StringComparison.Ordinal);
        // RFC 9101 §5: nothing but the client stands beside the request.
        var asked = AuthorizeUrl.Answer(window.Requests.First(r => r.Url.Contains("/connect/authorize?", StringComparison.Ordinal)).Url);
        Assert.Equal(["client_id", "request"], asked.Keys.Order());

        var user = await app.DoAsync("userinfo");
        Assert.Equal(("alice@example.com", null), (user["email"], user["preferred_username"]));
        Assert.NotEmpty((await app.DoAsync("refresh")).Get("after"));
        Assert.Equal("true", (await app.DoAsync("introspect?token=access_token"))["active"]);
        Assert.Equal("application/jwt", (await app.DoAsync("answered?by=/connect/userinfo"))["type"]);
        Assert.Equal("application/token-introspection+jwt", (await app.DoAsync("answered?by=/connect/introspect"))["type"]);
        await app.DoAsync("revoke?token=refresh_token");
        Assert.Equal("false", (await app.DoAsync("introspect?token=access_token"))["active"]);
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task A_registered_key_is_no_good_without_a_signed_request()
    {
        await using var app = await StartAsync(("SIGNED", "ES256"));
        var client = await app.DoAsync("client");
        var address = AuthorizeUrl.For(shared.Platform.Auth, client.Get("client_id"), WebApp.RedirectUri(app.Address.Port));
        using var browser = new Testing.Browser(shared.Platform.Auth);
        using var refused = await browser.OpenAsync(address.PathAndQuery);
        Assert.Equal("invalid_request", AuthorizeUrl.Answer(refused.Headers.Location!.AbsoluteUri)["error"]);
    }

    private Task<WebApp> StartAsync(params IEnumerable<(string Name, string Value)> settings) =>
        WebApp.StartAsync(WebApp.Registering, shared.Platform.Auth, Ports.Free(), [("INITIAL_ACCESS_TOKEN", WebApp.InitialAccessToken), .. settings]);
}
