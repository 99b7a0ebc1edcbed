using AuthServer.Protocol;
using EndToEnd.Browsing;
using EndToEnd.Running;

namespace EndToEnd.Clients;

/// <summary>oauth4webapi with every check that it has: <c>iss</c>, <c>nonce</c>, <c>max_age</c>, signatures, and the access token as RFC 9068 has APIs check it.</summary>
public sealed class Oauth4webapiTests(SharedPlatform shared, Chromium chromium)
{
    [Theory]
    [InlineData("RS256", "query")]
    [InlineData("ES256", "form_post")]
    public async Task Oauth4webapi_accepts_every_answer_from_discovery_to_revocation(string algorithm, string responseMode)
    {
        var port = Ports.Free();
        var id = "strict-" + algorithm;
        var client = ClientRows.ThirdParty(id, "Strict Shop", WebApp.RedirectUri(port), null, AuthMethods.ClientSecretBasic);
        client.IdTokenAlgorithm = algorithm;
        await ClientRows.AddAsync(shared.Platform.AuthDatabase, client);
        await using var app = await WebApp.StartAsync(WebApp.Oauth4webapi, shared.Platform.Auth, port, ("CLIENT_ID", id), ("CLIENT_SECRET", ClientRows.Secret), ("ID_TOKEN_ALG", algorithm));
        await using var window = await chromium.OpenAsync();

        var signedIn = await new Visit(window, app.Address).SignInAsync("/login?response_mode=" + responseMode);
        var subject = signedIn["claims"]!["sub"]!.GetValue<string>();
        Assert.Equal(subject, signedIn["api"]!["sub"]!.GetValue<string>());
        Assert.Equal(id, signedIn["api"]!["client_id"]!.GetValue<string>());
        Assert.Equal("alice@example.com", (await app.DoAsync("userinfo"))["email"]);

        var refreshed = await app.DoAsync("refresh");
        Assert.NotEqual(refreshed.Get("before"), refreshed.Get("after"));
        Assert.Equal(subject, refreshed["api.sub"]);
        Assert.Equal("true", (await app.DoAsync("introspect?token=access_token"))["active"]);
        await app.DoAsync("revoke?token=refresh_token");
        Assert.Equal("false", (await app.DoAsync("introspect?token=access_token"))["active"]);
        Assert.Empty(window.Complaints);
    }
}
