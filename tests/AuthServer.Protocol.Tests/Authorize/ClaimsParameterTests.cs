using System.Text.Json.Nodes;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Scopes;

namespace AuthServer.Protocol.Tests.Authorize;

/// <summary>Claims that are asked for one by one (OIDC Core §5.5).</summary>
public sealed class ClaimsParameterTests(Server server) : IClassFixture<Server>
{
    private const string Both = """{"userinfo":{"email":null,"given_name":{"essential":true}},"id_token":{"email":{"essential":true},"phone_number":null,"roles":null,"updated_at":null}}""";

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData(" { } ")]
    [InlineData("""{"userinfo":{}}""")]
    [InlineData("""{"userinfo":{},"id_token":{}}""")]
    [InlineData("""{"userinfo":{"email":null}}""")]
    [InlineData("""{"userinfo":{"email":{}}}""")]
    [InlineData("""{"userinfo":{"email":{"essential":false}}}""")]
    [InlineData("""{"userinfo":{"email":{"essential":true,"value":"a@example.com"}}}""")]
    [InlineData("""{"userinfo":{"email":{"values":["a@example.com",7,null,{}]}}}""")]
    [InlineData("""{"userinfo":{"email":{"future":[[{}]]}}}""")]
    [InlineData("""{"userinfo":{"http://example.info/claims/groups":null,"name#ja-Kana-JP":null}}""")]
    [InlineData("""{"future":[1,2,3],"id_token":{"auth_time":{"essential":true}}}""")]
    [InlineData("""{"id_token":{"acr":null}}""")]
    [InlineData("""{"id_token":{"acr":{"values":["urn:mace:incommon:iap:silver"]}}}""")]
    [InlineData("""{"userinfo":{"verified_claims":{"verification":{"trust_framework":null},"claims":{"given_name":null}}}}""")]
    [InlineData("""{"userinfo":{"verified_claims":[{"verification":{"trust_framework":{"value":"a"}},"claims":{"given_name":null}}]}}""")]
    [InlineData("""{"userinfo":{"verified_claims":null}}""")]
    public async Task Well_formed_request_is_accepted(string claims)
    {
        using var response = await server.OAuth.Http.GetAsync(OAuth.AuthorizeUrl(("claims", claims)));
        Assert.StartsWith("/login?request=", response.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("1")]
    [InlineData("\"userinfo\"")]
    [InlineData("[]")]
    [InlineData("""[{"userinfo":{}}]""")]
    [InlineData("{")]
    [InlineData("{}}")]
    [InlineData("{},")]
    [InlineData("{} {}")]
    [InlineData("{'userinfo':{}}")]
    [InlineData("{userinfo:{}}")]
    [InlineData("""{"userinfo":{},}""")]
    [InlineData("""{"userinfo":{/**/}}""")]
    [InlineData("""{"userinfo":{},"userinfo":{}}""")]
    [InlineData("""{"userinfo":{"email":null,"email":null}}""")]
    [InlineData("""{"userinfo":{"email":{"essential":true,"essential":false}}}""")]
    [InlineData("""{"userinfo":null}""")]
    [InlineData("""{"userinfo":[]}""")]
    [InlineData("""{"userinfo":["email"]}""")]
    [InlineData("""{"userinfo":"email"}""")]
    [InlineData("""{"id_token":true}""")]
    [InlineData("""{"id_token":{"email":true}}""")]
    [InlineData("""{"id_token":{"email":"a@example.com"}}""")]
    [InlineData("""{"id_token":{"email":["a@example.com"]}}""")]
    [InlineData("""{"id_token":{"email":1}}""")]
    [InlineData("""{"id_token":{"email":{"essential":"true"}}}""")]
    [InlineData("""{"id_token":{"email":{"essential":1}}}""")]
    [InlineData("""{"id_token":{"email":{"essential":null}}}""")]
    [InlineData("""{"id_token":{"email":{"values":"a"}}}""")]
    [InlineData("""{"id_token":{"email":{"values":[]}}}""")]
    [InlineData("""{"id_token":{"email":{"values":{}}}}""")]
    [InlineData("""{"id_token":{"email":{"value":"a","values":["b"]}}}""")]
    [InlineData("""{"id_token":{"sub":{"value":1}}}""")]
    [InlineData("""{"id_token":{"sub":{"value":null}}}""")]
    [InlineData("""{"userinfo":{"sub":{"values":["a",2]}}}""")]
    [InlineData("""{"id_token":{"acr":{"values":[1]}}}""")]
    [InlineData("""{"id_token":{"acr":{"essential":true,"value":{}}}}""")]
    [InlineData("""{"id_token":{"sub":{"value":"\ud800"}}}""")]
    [InlineData("""{"id_token":{"\ud800":null}}""")]
    [InlineData("""{"userinfo":{"verified_claims":true}}""")]
    [InlineData("""{"userinfo":{"a":{"b":{"c":{"d":{"e":{"f":{"g":{"h":{"i":{"j":{"k":{"l":1}}}}}}}}}}}}}}""")]
    public async Task Malformed_request_is_refused(string claims)
    {
        using var response = await server.OAuth.Http.GetAsync(OAuth.AuthorizeUrl(("claims", claims)));
        Expect.RedirectWithError(response, "invalid_request");
        Assert.DoesNotContain("email", OAuth.Answer(response)["error_description"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_of_2048_characters_is_accepted_and_a_longer_one_is_not()
    {
        foreach (var (length, location) in new[] { (2048, "/login?request="), (2049, OAuth.WebCallback + "?error=invalid_request") })
        {
            using var response = await server.OAuth.Http.GetAsync(OAuth.AuthorizeUrl(("claims", $$"""{"x":"{{new string('x', length - 8)}}"}""")));
            Assert.StartsWith(location, response.Headers.Location!.OriginalString, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Claims_stand_where_they_were_asked_for_and_the_scope_does_not_grow()
    {
        var tokens = await TokensAsync("openid offline_access roles", Both);
        Assert.Equal("openid offline_access roles", tokens["scope"]);
        IsAsked(OAuth.Payload(tokens.IdToken));
        var info = (await server.OAuth.UserInfoAsync(tokens.AccessToken)).Json!;
        Assert.Equal(["email", "given_name", "roles", "sub"], info.Select(c => c.Key).Order(StringComparer.Ordinal));
        Assert.Equal("alice@example.com", (string?)info["email"]);
        foreach (var name in new[] { "email", "given_name", "phone_number" }) Assert.False(OAuth.Payload(tokens.AccessToken).ContainsKey(name));
    }

    [Fact]
    public async Task Refresh_keeps_them()
    {
        var tokens = await TokensAsync("openid offline_access roles", Both);
        for (var i = 0; i < 3; i++)
        {
            tokens = Expect.Tokens(await RefreshAsync(tokens.RefreshToken));
            IsAsked(OAuth.Payload(tokens.IdToken));
            Assert.Equal("alice@example.com", (await server.OAuth.UserInfoAsync(tokens.AccessToken))["email"]);
        }
    }

    [Fact]
    public async Task Without_them_an_id_token_of_a_code_has_no_claim_of_the_profile()
    {
        var claims = OAuth.Payload((await TokensAsync("openid profile email phone address offline_access", null)).IdToken);
        foreach (var name in new[] { "name", "given_name", "email", "phone_number", "address", "updated_at" }) Assert.False(claims.ContainsKey(name));
        await using var db = await server.DbAsync();
        Assert.Contains(db.Grants, g => g.Claims == null);
    }

    [Fact]
    public async Task Claim_outside_the_scopes_of_the_client_is_not_given()
    {
        await server.AddClientAsync(Narrow("narrow"));
        using var browser = await LaterAsync();
        using var page = await browser.OpenAsync(OAuth.AuthorizeUrl(NarrowRequest("narrow", Both)));
        Assert.Equal(["email", "openid"], await ChoicesAsync(page));
        using var allowed = await browser.AllowAsync(page);
        var tokens = await RedeemAsync("narrow", OAuth.Answer(allowed)["code"]);
        var id = OAuth.Payload(tokens.IdToken);
        Assert.Equal(("alice@example.com", false, false), ((string?)id["email"], id.ContainsKey("phone_number"), id.ContainsKey("roles")));
        Assert.Equal(["email", "sub"], (await server.OAuth.UserInfoAsync(tokens.AccessToken)).Json!.Select(c => c.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Claim_is_no_longer_given_once_its_scope_is_withdrawn_from_the_client()
    {
        await server.AddClientAsync(Narrow("withdrawn"));
        using var browser = await LaterAsync();
        using var page = await browser.OpenAsync(OAuth.AuthorizeUrl(NarrowRequest("withdrawn", Both)));
        using var allowed = await browser.AllowAsync(page);
        var tokens = await RedeemAsync("withdrawn", OAuth.Answer(allowed)["code"]);
        await server.ChangeClientAsync("withdrawn", c => c.Scopes = ScopeSet.Parse("openid")!);
        Assert.Equal(["sub"], (await server.OAuth.UserInfoAsync(tokens.AccessToken)).Json!.Select(c => c.Key));
    }

    [Fact]
    public async Task Consent_page_asks_for_the_scopes_that_cover_them_and_keeps_the_answer_under_those()
    {
        using var browser = await server.SignedInAsync("+12025550103", "7359");
        using var page = await browser.OpenAsync(OAuth.AuthorizeUrl(("scope", "openid"), ("claims", Both)));
        Assert.Equal(["email", "openid", "phone", "profile", "roles"], await ChoicesAsync(page));
        using var allowed = await browser.SubmitAsync(page, new KeyValuePair<string, string>("decision", "allow"), new("allowed", "email"), new("allowed", "roles"));
        var tokens = Expect.Tokens(await server.OAuth.RedeemAsync(OAuth.Answer(allowed)["code"]));
        // What was unticked is in neither place.
        var id = OAuth.Payload(tokens.IdToken);
        Assert.Equal((true, false, false), (id.ContainsKey("email"), id.ContainsKey("phone_number"), id.ContainsKey("updated_at")));
        Assert.Equal(["email", "sub"], (await server.OAuth.UserInfoAsync(tokens.AccessToken)).Json!.Select(c => c.Key).Order(StringComparer.Ordinal));
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        using var silent = await browser.OpenAsync(OAuth.AuthorizeUrl(("scope", "openid"), ("claims", """{"userinfo":{"email":null}}"""), ("prompt", "none")));
        Assert.True(OAuth.Answer(silent).ContainsKey("code"));
        using var more = await browser.OpenAsync(OAuth.AuthorizeUrl(("scope", "openid"), ("claims", """{"userinfo":{"address":null}}"""), ("prompt", "none")));
        Expect.RedirectWithError(more, "consent_required");
    }

    [Fact]
    public async Task Request_without_openid_asks_for_no_claim()
    {
        using var browser = await LaterAsync();
        using var page = await browser.OpenAsync(OAuth.AuthorizeUrl(("scope", "users:read"), ("claims", Both), ("prompt", "consent")));
        Assert.Equal(["users:read"], await ChoicesAsync(page));
    }

    [Fact]
    public async Task Sub_of_somebody_else_is_answered_by_nobody_but_them()
    {
        var tokens = await TokensAsync("openid", null);
        var alice = (string)OAuth.Payload(tokens.IdToken)["sub"]!;
        using var browser = await LaterAsync();
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        foreach (var (claims, answered) in new[] { (Sub(alice), true), ($$$$"""{"userinfo":{"sub":{"values":["x","{{{{alice}}}}"]}}}""", true), (Sub(Guid.CreateVersion7().ToString()), false), ($$$$"""{"id_token":{"sub":{"value":"{{{{alice}}}}"}},"userinfo":{"sub":{"value":"x"}}}""", false) })
        {
            using var response = await browser.OpenAsync(OAuth.AuthorizeUrl(("scope", "openid"), ("claims", claims), ("prompt", "none")));
            Assert.Equal(answered ? null : "login_required", OAuth.Answer(response).GetValueOrDefault("error"));
        }
        using var page = await browser.OpenAsync(OAuth.AuthorizeUrl(("scope", "openid"), ("claims", Sub("somebody"))));
        Assert.Equal("Sign in", await Page.TitleAsync(page));
        using var ended = await Server.SignInByPinAsync(browser, page);
        Expect.RedirectWithError(ended, "login_required");

        static string Sub(string subject) => $$$$"""{"id_token":{"sub":{"value":"{{{{subject}}}}"}}}""";
    }

    [Theory]
    [InlineData("""{"verification":{"trust_framework":null},"claims":{"given_name":null}}""", """{"verification":{"trust_framework":"test"},"claims":{"given_name":"Alice"}}""")]
    [InlineData("""{"verification":{"trust_framework":{"value":"test"},"time":null},"claims":{"birthdate":{"essential":true},"unknown":null}}""", """{"verification":{"trust_framework":"test","time":"2027-01-15T12:00:00Z"},"claims":{"birthdate":"1990-04-12"}}""")]
    [InlineData("""{"verification":{"trust_framework":{"value":"other"}},"claims":{"given_name":null}}""", null)]
    [InlineData("""{"verification":{"trust_framework":null},"claims":{"nationalities":null}}""", null)]
    [InlineData("""{"verification":{"evidence":[{"type":{"value":"document"}}]},"claims":{"given_name":null}}""", null)]
    public async Task Verified_claims_are_those_asked_for(string asked, string? given)
    {
        await server.SqlAsync("""UPDATE users SET verified_claims = '{{"verification":{{"trust_framework":"test","time":"2027-01-15T12:00:00Z"}},"claims":{{"given_name":"Alice","birthdate":"1990-04-12"}}}}' WHERE user_name = 'alice'""");
        var tokens = await TokensAsync("openid offline_access", $$$"""{"userinfo":{"verified_claims":{{{asked}}}},"id_token":{"verified_claims":{{{asked}}}}}""");
        Assert.Equal(given, OAuth.Payload(tokens.IdToken)["verified_claims"]?.ToJsonString());
        Assert.Equal(given, (await server.OAuth.UserInfoAsync(tokens.AccessToken)).Json!["verified_claims"]?.ToJsonString());
    }

    [Fact]
    public async Task Request_for_everything_makes_a_code_that_is_still_redeemed()
    {
        var names = string.Join(',', All().Select(n => $"\"{n}\":null"));
        var verified = """{"verification":{"trust_framework":{"value":"test"},"time":null},"claims":{"name":null,"given_name":null,"birthdate":null,"address":null,"nationalities":null}}""";
        var claims = $$$"""{"userinfo":{{{{names}}},"verified_claims":{{{verified}}}},"id_token":{{{{names}}},"verified_claims":{{{verified}}}}}""";
        using var browser = await LaterAsync();
        var answer = await OAuth.SignInAsync(browser, ("scope", "openid profile email phone address offline_access roles users:read users:write search kyc identity_assurance"), ("nonce", new string('n', 256)), ("claims", claims));
        Assert.InRange(answer["code"].Length, 43, 4096);
        var id = OAuth.Payload(Expect.Tokens(await server.OAuth.RedeemAsync(answer["code"])).IdToken);
        Assert.Equal("alice@example.com", (string?)id["email"]);
        Assert.DoesNotContain(id, c => c.Value is null);

        static IEnumerable<string> All() =>
            ["name", "family_name", "given_name", "middle_name", "nickname", "preferred_username", "profile", "picture", "website", "gender", "birthdate", "zoneinfo", "locale", "updated_at", "email", "email_verified", "address", "phone_number", "phone_number_verified", "roles", "kyc_status", "kyc_level"];
    }

    private static void IsAsked(JsonObject id)
    {
        Assert.Equal(("alice@example.com", Server.Phone), ((string?)id["email"], (string?)id["phone_number"]));
        Assert.Equal(System.Text.Json.JsonValueKind.Number, id["updated_at"]!.GetValueKind());
        Assert.Equal("""["customer"]""", id["roles"]!.ToJsonString());
        Assert.False(id.ContainsKey("given_name"));
        Assert.DoesNotContain(id, c => c.Value is null);
    }

    private async Task<OAuthAnswer> TokensAsync(string scope, string? claims)
    {
        using var browser = await LaterAsync();
        return Expect.Tokens(await server.OAuth.RedeemAsync((await OAuth.SignInAsync(browser, ("scope", scope), ("claims", claims)))["code"]));
    }

    /// <summary>A browser in which Alice signed in after all that she has allowed before.</summary>
    private Task<Browser> LaterAsync()
    {
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        return server.SignedInAsync();
    }

    private Task<OAuthAnswer> RefreshAsync(string token) => server.OAuth.PostAsync("/connect/token", "web", OAuth.WebSecret, ("grant_type", "refresh_token"), ("refresh_token", token));

    private static async Task<IEnumerable<string>> ChoicesAsync(HttpResponseMessage page) =>
        (await Page.ParseAsync(page)).QuerySelectorAll("input[name=allowed]").Select(i => i.GetAttribute("value")!).Order(StringComparer.Ordinal);

    private static Client Narrow(string id) => new()
    {
        ClientId = id, Name = "Narrow", AuthMethods = [AuthMethods.None], GrantTypes = [GrantTypes.AuthorizationCode], RedirectUris = ["http://localhost:5306/callback"], Scopes = ScopeSet.Parse("openid email")!,
    };

    private static (string, string?)[] NarrowRequest(string id, string claims) =>
        [("client_id", id), ("redirect_uri", "http://localhost:5306/callback"), ("scope", "openid"), ("claims", claims), ("code_challenge", OAuth.Challenge), ("code_challenge_method", "S256")];

    private async Task<OAuthAnswer> RedeemAsync(string id, string code) => Expect.Tokens(await server.OAuth.TokenAsync(
        ("grant_type", "authorization_code"), ("client_id", id), ("code", code), ("redirect_uri", "http://localhost:5306/callback"), ("code_verifier", OAuth.Verifier)));
}
