using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using AuthServer.Protocol.Tests.Registration;

namespace AuthServer.Protocol.Tests.Certification;

/// <summary>Modules of the plan Dynamic OP that need no client keys, as a client that registered itself plays them.</summary>
public sealed class DynamicTests(PlanServer server) : IClassFixture<PlanServer>
{
    private const string Foo = PlanServer.Callback + "?foo=bar";

    private async Task<OAuthAnswer> TokensAsync(RelyingParty party, string scope = "openid")
    {
        using var browser = server.OAuth.NewBrowser();
        return await party.TokensAsync(browser, ("scope", scope));
    }

    private async Task<HttpResponseMessage> OpenAsync(RelyingParty party, string? redirectUri)
    {
        using var browser = server.OAuth.NewBrowser();
        return await party.OpenAsync(browser, ("redirect_uri", redirectUri));
    }

    [Fact(DisplayName = "oidcc-registration-dynamic")]
    public async Task Registration()
    {
        var (party, answer) = await server.RegisterAsync(("unknown_member", "x"));
        Expect.NotCached(answer);
        Assert.Equal(JsonValueKind.Number, answer.Json!["client_secret_expires_at"]!.GetValueKind());
        Assert.Equal(0, answer.Json["client_secret_expires_at"]!.GetValue<long>());
        Assert.Equal(JsonValueKind.Number, answer.Json["client_id_issued_at"]!.GetValueKind());
        Assert.NotNull(answer["registration_access_token"]);
        Assert.StartsWith(AuthServerHost.Issuer + "/", answer["registration_client_uri"], StringComparison.Ordinal);
        Assert.False(answer.Json.ContainsKey("unknown_member"));
        foreach (var (name, value) in PlanServer.Metadata()) Assert.True(JsonNode.DeepEquals(value, answer.Json[name]), name);
        Assert.NotNull((await TokensAsync(party)).AccessToken);
    }

    [Fact(DisplayName = "oidcc-idtoken-rs256")]
    public async Task Id_token_by_rs256()
    {
        var (party, answer) = await server.RegisterAsync(("id_token_signed_response_alg", "RS256"));
        Assert.Equal("RS256", answer["id_token_signed_response_alg"]);
        Assert.Equal("RS256", OAuth.Header((await TokensAsync(party)).IdToken)["alg"]!.GetValue<string>());
    }

    // The suite skips it where discovery does not offer none; what must not happen is that it is asked for and given.
    [Fact(DisplayName = "oidcc-idtoken-unsigned")]
    public async Task Id_token_without_a_signature()
    {
        var document = JsonNode.Parse(await server.OAuth.Http.GetStringAsync("/.well-known/openid-configuration"))!;
        Assert.DoesNotContain("none", document["id_token_signing_alg_values_supported"]!.AsArray().Select(v => v!.GetValue<string>()));
        Registering.Refused(await server.RegisterAsync(PlanServer.Metadata(("id_token_signed_response_alg", "none")), Registering.Token), "invalid_client_metadata");
    }

    [Fact(DisplayName = "oidcc-userinfo-rs256")]
    public async Task Userinfo_by_rs256()
    {
        var (party, _) = await server.RegisterAsync(("userinfo_signed_response_alg", "RS256"));
        var tokens = await TokensAsync(party);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/connect/userinfo");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.AccessToken);
        using var response = await server.OAuth.Http.SendAsync(request);
        Assert.Equal("application/jwt", response.Content.Headers.ContentType?.MediaType);
        var told = await response.Content.ReadAsStringAsync();
        await IdTokens.VerifyAsync(server, told, party.Id, "RS256", type: null);
        Assert.Equal(IdTokens.Subject(tokens), OAuth.Payload(told)["sub"]!.GetValue<string>());
    }

    [Fact(DisplayName = "oidcc-ensure-redirect-uri-in-authorization-request")]
    public async Task Redirect_uri_may_not_be_left_out()
    {
        var (party, _) = await server.RegisterAsync();
        using var response = await OpenAsync(party, null);
        await Review.ErrorPageAsync(response, "The redirect_uri is missing or repeated.");
    }

    [Fact(DisplayName = "oidcc-redirect-uri-query-OK")]
    public async Task Redirect_uri_may_have_a_query()
    {
        var (party, _) = await server.RegisterAsync(("redirect_uris", Registering.Json(Foo)));
        Assert.Equal(Foo, party.Callback);
        Assert.NotNull((await TokensAsync(party)).AccessToken);
    }

    [Theory]
    [InlineData(Foo, PlanServer.Callback + "?bar=foo", TestDisplayName = "oidcc-redirect-uri-query-mismatch")]
    [InlineData(PlanServer.Callback, Foo, TestDisplayName = "oidcc-redirect-uri-query-added")]
    public async Task Redirect_uri_with_another_query_is_another(string registered, string asked)
    {
        var (party, _) = await server.RegisterAsync(("redirect_uris", Registering.Json(registered)));
        using var response = await OpenAsync(party, asked);
        await Review.ErrorPageAsync(response, "The redirect_uri is not registered for this client.");
    }

    [Fact(DisplayName = "oidcc-redirect-uri-regfrag")]
    public async Task Redirect_uri_may_not_have_a_fragment() =>
        Registering.Refused(await server.RegisterAsync(PlanServer.Metadata(("redirect_uris", Registering.Json(PlanServer.Callback + "#foobar"))), Registering.Token), "invalid_redirect_uri");

    [Theory]
    [InlineData("policy_uri", "client-policy", TestDisplayName = "oidcc-registration-policy-uri")]
    [InlineData("tos_uri", "client-terms", TestDisplayName = "oidcc-registration-tos-uri")]
    public async Task Sign_in_page_links_to_what_the_client_has_to_say(string member, string id)
    {
        var (party, answer) = await server.RegisterAsync((member, PlanServer.Alias + member));
        Assert.Equal(PlanServer.Alias + member, answer[member]);
        using var browser = server.OAuth.NewBrowser();
        using var page = await party.OpenAsync(browser);
        await Review.SignInPageAsync(page);
        Assert.Equal(PlanServer.Alias + member, (await Page.ParseAsync(page)).QuerySelector("#" + id)?.GetAttribute("href"));
    }

    [Fact(DisplayName = "oidcc-registration-sector-uri")]
    public async Task Sector_that_vouches()
    {
        await using var site = new Site();
        var (party, answer) = await server.RegisterAsync(("subject_type", "pairwise"), ("sector_identifier_uri", site.Lay("/sector", Registering.Json(PlanServer.Callback).ToJsonString())));
        Assert.Equal("pairwise", answer["subject_type"]);
        var (other, _) = await server.RegisterAsync();
        Assert.NotEqual(IdTokens.Subject(await TokensAsync(other)), IdTokens.Subject(await TokensAsync(party)));
    }

    [Fact(DisplayName = "oidcc-registration-sector-bad")]
    public async Task Sector_that_does_not_vouch()
    {
        await using var site = new Site();
        var sector = site.Lay("/sector", Registering.Json(PlanServer.Alias + "other").ToJsonString());
        Registering.Refused(await server.RegisterAsync(PlanServer.Metadata(("subject_type", "pairwise"), ("sector_identifier_uri", sector)), Registering.Token), "invalid_client_metadata");
    }
}
