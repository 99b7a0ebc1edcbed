using System.Text.Json;

namespace AuthServer.Protocol.Tests.UserInfo;

/// <summary>The userinfo endpoint (OIDC Core §5.3) and the ways to call it (RFC 6750 §2).</summary>
public sealed class UserInfoTests(Server server) : IClassFixture<Server>
{
    private const string Path = "/connect/userinfo";

    private async Task<string> TokenAsync(string? scope = null) => Expect.Tokens(await server.PinAsync(scope)).AccessToken;

    private async Task<OAuthAnswer> SendAsync(HttpMethod method, string path, string? authorization, string? form = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        if (form is not null) request.Content = new StringContent(form, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");
        return await OAuthAnswer.OfAsync(await server.OAuth.Http.SendAsync(request));
    }

    private static void Told(OAuthAnswer answer)
    {
        Assert.True(answer.Status == HttpStatusCode.OK, $"{(int)answer.Status} {answer.Text}");
        Assert.NotNull(answer["sub"]);
        Expect.NotCached(answer);
    }

    [Fact]
    public async Task Token_is_taken_from_the_header_of_a_get_or_post_or_from_the_body()
    {
        var token = await TokenAsync();
        Told(await SendAsync(HttpMethod.Get, Path, "Bearer " + token));
        Told(await SendAsync(HttpMethod.Get, Path, "bearer " + token));
        Told(await SendAsync(HttpMethod.Post, Path, "Bearer " + token));
        Told(await SendAsync(HttpMethod.Post, Path, "Bearer " + token, ""));
        Told(await SendAsync(HttpMethod.Post, Path, null, "access_token=" + token));
    }

    [Fact]
    public async Task Token_in_the_query_is_no_token()
    {
        var answer = await SendAsync(HttpMethod.Get, $"{Path}?access_token={await TokenAsync()}", null);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal(["Bearer realm=\"userinfo\""], answer.Headers.GetValues("WWW-Authenticate"));
        Expect.NotCached(answer);
    }

    [Fact]
    public async Task Token_sent_in_two_ways_is_refused()
    {
        var token = await TokenAsync();
        Expect.Challenge(await SendAsync(HttpMethod.Post, Path, "Bearer " + token, "access_token=" + token), "invalid_request", HttpStatusCode.BadRequest);
        Expect.Challenge(await SendAsync(HttpMethod.Post, Path, null, $"access_token={token}&access_token={token}"), "invalid_request", HttpStatusCode.BadRequest);
        var twice = await server.SendBytesAsync($"GET {Path} HTTP/1.1\nHost: localhost\nAuthorization: Bearer {token}\nAuthorization: Bearer {token}\nConnection: close\n\n");
        Assert.StartsWith("HTTP/1.1 400", twice, StringComparison.Ordinal);
        Assert.Contains("error=\"invalid_request\"", twice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Basic d2ViOng=")]
    [InlineData("DPoP abc")]
    [InlineData("Bear abc")]
    public async Task Request_without_a_token_is_asked_for_one_without_an_error(string? authorization)
    {
        var answer = await SendAsync(HttpMethod.Get, Path, authorization);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal(["Bearer realm=\"userinfo\""], answer.Headers.GetValues("WWW-Authenticate"));
    }

    [Fact]
    public async Task Token_of_a_client_that_acts_for_itself_is_refused() => Expect.Challenge(await server.OAuth.UserInfoAsync(Expect.Tokens(await server.OAuth.WorkerAsync()).AccessToken), "invalid_token");

    [Fact]
    public async Task Id_token_refresh_token_and_garbage_are_refused()
    {
        var tokens = Expect.Tokens(await server.PinAsync());
        foreach (var token in new[] { tokens.IdToken, tokens.RefreshToken, "x", "a.b.c", "..", tokens.AccessToken + " " + tokens.AccessToken }) Expect.Challenge(await server.OAuth.UserInfoAsync(token), "invalid_token");
    }

    [Fact]
    public async Task Token_without_openid_has_too_little_scope()
    {
        var answer = await server.OAuth.UserInfoAsync(await TokenAsync("users:read"));
        Expect.Challenge(answer, "insufficient_scope", HttpStatusCode.Forbidden);
        Assert.Contains("scope=\"openid\"", Assert.Single(answer.Headers.GetValues("WWW-Authenticate")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Expired_token_is_refused()
    {
        var token = await TokenAsync();
        server.Clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        Told(await server.OAuth.UserInfoAsync(token));
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        Expect.Challenge(await server.OAuth.UserInfoAsync(token), "invalid_token");
    }

    [Fact]
    public async Task Token_of_an_ended_session_is_refused()
    {
        var tokens = Expect.Tokens(await server.PinAsync());
        await server.PostRawAsync("/api/v1/logout/", $$"""{"refresh":"{{tokens.RefreshToken}}"}""", "application/json");
        Expect.Challenge(await server.OAuth.UserInfoAsync(tokens.AccessToken), "invalid_token");
    }

    [Fact]
    public async Task Every_claim_has_its_json_type_and_none_is_null()
    {
        var answer = await server.OAuth.UserInfoAsync(await TokenAsync());
        Told(answer);
        using var json = JsonDocument.Parse(answer.Text);
        var claims = json.RootElement;
        foreach (var name in new[] { "email_verified", "phone_number_verified" }) Assert.Equal(JsonValueKind.True, claims.GetProperty(name).ValueKind);
        Assert.Equal(JsonValueKind.Number, claims.GetProperty("updated_at").ValueKind);
        Assert.InRange(claims.GetProperty("updated_at").GetInt64(), 1_700_000_000, 2_000_000_000);
        Assert.Equal(JsonValueKind.Object, claims.GetProperty("address").ValueKind);
        Assert.Contains(claims.GetProperty("address").EnumerateObject(), m => m.Name is "formatted" or "street_address");
        Assert.Equal(JsonValueKind.Array, claims.GetProperty("roles").ValueKind);
        foreach (var name in new[] { "sub", "name", "given_name", "family_name", "preferred_username", "email", "phone_number", "birthdate", "zoneinfo", "locale", "picture", "website", "profile", "gender", "nickname", "middle_name" })
            Assert.Equal(JsonValueKind.String, claims.GetProperty(name).ValueKind);
        Assert.DoesNotContain(claims.EnumerateObject(), m => m.Value.ValueKind == JsonValueKind.Null);
        Assert.Equal(("alice@example.com", "+12025550101", "alice"), (answer["email"], answer["phone_number"], answer["preferred_username"]));
    }

    [Theory]
    [InlineData("openid", "sub")]
    [InlineData("openid email", "sub email email_verified")]
    [InlineData("openid phone", "sub phone_number phone_number_verified")]
    [InlineData("openid address", "sub address")]
    [InlineData("openid roles", "sub roles")]
    [InlineData("openid kyc", "sub kyc_status kyc_level")]
    public async Task Scope_decides_which_claims_are_told(string scope, string claims)
    {
        var answer = await server.OAuth.UserInfoAsync(await TokenAsync(scope));
        Assert.Equal(claims.Split(' ').Order(StringComparer.Ordinal), answer.Json!.Select(m => m.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Id_token_holds_no_claims_of_the_profile()
    {
        var tokens = Expect.Tokens(await server.PinAsync());
        var answer = await server.OAuth.UserInfoAsync(tokens.AccessToken);
        Assert.Equal(answer["sub"], OAuth.Payload(tokens.IdToken)["sub"]!.ToString());
        foreach (var name in answer.Json!.Select(m => m.Key).Except(["sub", "roles"]))
        {
            Assert.False(OAuth.Payload(tokens.IdToken).ContainsKey(name), name);
            // APIs are told how far the identity is verified, where the scope was granted.
            if (!name.StartsWith("kyc_", StringComparison.Ordinal)) Assert.False(OAuth.Payload(tokens.AccessToken).ContainsKey(name), name);
        }
    }

    [Fact]
    public async Task Page_of_another_origin_may_ask_with_a_token()
    {
        using var preflight = new HttpRequestMessage(HttpMethod.Options, Path);
        preflight.Headers.Add("Origin", "https://app.example.com");
        preflight.Headers.Add("Access-Control-Request-Method", "GET");
        preflight.Headers.Add("Access-Control-Request-Headers", "authorization");
        using var response = await server.OAuth.Http.SendAsync(preflight);
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(["*"], response.Headers.GetValues("Access-Control-Allow-Origin"));
        Assert.Contains("authorization", string.Join(',', response.Headers.GetValues("Access-Control-Allow-Headers")), StringComparison.OrdinalIgnoreCase);
    }
}
