namespace AuthServer.Protocol.Tests.Grants;

/// <summary>An authorization code works once, for its client, with its URI and its verifier (RFC 6749 §4.1.3, RFC 7636 §4.6).</summary>
public sealed class AuthorizationCodeTests(Server server) : IClassFixture<Server>
{
    private static readonly (string, string?)[] Pkce = [("code_challenge", OAuth.Challenge), ("code_challenge_method", "S256")];

    private Task<OAuthAnswer> RedeemAsync(string code, string? redirectUri = OAuth.WebCallback, string? verifier = null) => server.OAuth.PostAsync(
        "/connect/token", "web", OAuth.WebSecret,
        [("grant_type", "authorization_code"), ("code", code), .. redirectUri is null ? [] : new[] { ("redirect_uri", redirectUri) }, .. verifier is null ? [] : new[] { ("code_verifier", verifier) }]);

    private async Task DeadAsync(OAuthAnswer tokens)
    {
        Assert.False((await server.OAuth.IntrospectAsync(tokens.AccessToken, "web", OAuth.WebSecret)).Active);
        Expect.Challenge(await server.OAuth.UserInfoAsync(tokens.AccessToken), "invalid_token");
        Expect.Refusal(await server.OAuth.PostAsync("/connect/token", "web", OAuth.WebSecret, ("grant_type", "refresh_token"), ("refresh_token", tokens.RefreshToken)), "invalid_grant");
    }

    [Fact]
    public async Task Code_gives_tokens()
    {
        var tokens = Expect.Tokens(await RedeemAsync(await server.CodeAsync()));
        Assert.Equal("openid profile email offline_access", tokens["scope"]);
        Assert.Equal(600, tokens.Json!["expires_in"]!.GetValue<int>());
        Assert.NotNull(tokens["refresh_token"]);
        Assert.Equal("n-0S6_WzA2Mj", OAuth.Payload(tokens.IdToken)["nonce"]!.ToString());
        Assert.True((await server.OAuth.IntrospectAsync(tokens.AccessToken, "web", OAuth.WebSecret)).Active);
    }

    [Fact]
    public async Task No_refresh_token_without_offline_access() => Assert.Null(Expect.Tokens(await RedeemAsync(await server.CodeAsync(("scope", "openid"))))["refresh_token"]);

    [Fact]
    public async Task No_id_token_without_openid() => Assert.Null(Expect.Tokens(await RedeemAsync(await server.CodeAsync(("scope", "users:read"))))["id_token"]);

    [Fact]
    public async Task Second_redemption_is_refused_and_revokes_what_the_first_gave()
    {
        var code = await server.CodeAsync();
        var tokens = Expect.Tokens(await RedeemAsync(code));
        Expect.Refusal(await RedeemAsync(code), "invalid_grant");
        await DeadAsync(tokens);
        Expect.Refusal(await RedeemAsync(code), "invalid_grant");
    }

    [Fact]
    public async Task Fifty_parallel_redemptions_have_one_winner_whose_tokens_are_revoked()
    {
        var code = await server.CodeAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => RedeemAsync(code))));
        var winner = Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(a => a != winner), a => Expect.Refusal(a, "invalid_grant"));
        await DeadAsync(winner);
    }

    [Fact]
    public async Task Code_of_another_client_is_refused_and_not_used_up()
    {
        var code = await server.CodeAsync(Pkce);
        var thief = await server.OAuth.PostAsync(
            "/connect/token", "partner", OAuth.PartnerSecret, ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", OAuth.WebCallback), ("code_verifier", OAuth.Verifier));
        Expect.Refusal(thief, "invalid_grant");
        Expect.Refusal(await server.OAuth.TokenAsync(("grant_type", "authorization_code"), ("client_id", "mobile"), ("code", code), ("redirect_uri", OAuth.WebCallback), ("code_verifier", OAuth.Verifier)), "invalid_grant");
        Expect.Tokens(await RedeemAsync(code, verifier: OAuth.Verifier));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(OAuth.WebCallback + "/")]
    [InlineData(OAuth.WebCallback + "?")]
    [InlineData("http://LOCALHOST:5300/signin-oidc")]
    [InlineData(OAuth.PartnerCallback)]
    public async Task Other_redirect_uri_is_refused_and_the_code_not_used_up(string? uri)
    {
        var code = await server.CodeAsync();
        Expect.Refusal(await RedeemAsync(code, uri), "invalid_grant");
        Expect.Tokens(await RedeemAsync(code));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXK")]
    [InlineData("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjX")]
    [InlineData("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk=")]
    [InlineData("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk ")]
    [InlineData("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")] // the challenge itself
    [InlineData("ä")]
    public async Task Wrong_verifier_is_refused_and_the_code_not_used_up(string? verifier)
    {
        var code = await server.CodeAsync(Pkce);
        Expect.Refusal(await RedeemAsync(code, verifier: verifier), "invalid_grant");
        Expect.Tokens(await RedeemAsync(code, verifier: OAuth.Verifier));
    }

    [Theory]
    [InlineData(42, false)]
    [InlineData(43, true)]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public async Task Verifier_has_43_to_128_characters(int length, bool accepted)
    {
        var verifier = new string('v', length);
        var challenge = Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Encode(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(verifier)));
        var answer = await RedeemAsync(await server.CodeAsync(("code_challenge", challenge), ("code_challenge_method", "S256")), verifier: verifier);
        if (accepted) Expect.Tokens(answer);
        else Expect.Refusal(answer, "invalid_grant");
    }

    [Fact]
    public async Task Verifier_without_a_challenge_is_refused() => Expect.Refusal(await RedeemAsync(await server.CodeAsync(), verifier: OAuth.Verifier), "invalid_grant");

    [Fact]
    public async Task Code_lives_for_sixty_seconds()
    {
        var used = await server.CodeAsync();
        var late = await server.CodeAsync();
        server.Clock.Advance(TimeSpan.FromSeconds(59));
        Expect.Tokens(await RedeemAsync(used));
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        Expect.Refusal(await RedeemAsync(late), "invalid_grant");
    }

    [Fact]
    public async Task Mangled_code_is_refused()
    {
        var code = await server.CodeAsync();
        foreach (var mangled in OAuthTokens.Flipped(code, 40).Concat(OAuthTokens.Respelled(code))) Expect.Refusal(await RedeemAsync(mangled), "invalid_grant");
        Expect.Tokens(await RedeemAsync(code));
    }

    [Fact]
    public async Task Missing_code_is_refused() => Expect.Refusal(await RedeemAsync(""), "invalid_request");

    [Fact]
    public async Task Code_and_refresh_token_do_not_pass_for_each_other()
    {
        var code = await server.CodeAsync();
        var tokens = Expect.Tokens(await RedeemAsync(await server.CodeAsync()));
        foreach (var other in new[] { tokens.RefreshToken, tokens.AccessToken, tokens.IdToken, "AQ", new string('A', 5000) }) Expect.Refusal(await RedeemAsync(other), "invalid_grant");
        foreach (var other in new[] { code, tokens.AccessToken, tokens.IdToken })
            Expect.Refusal(await server.OAuth.PostAsync("/connect/token", "web", OAuth.WebSecret, ("grant_type", "refresh_token"), ("refresh_token", other)), "invalid_grant");
        Expect.Challenge(await server.OAuth.UserInfoAsync(code), "invalid_token");
    }

    [Fact]
    public async Task Code_of_a_session_that_has_ended_since_is_refused()
    {
        using var browser = await server.SignedInAsync();
        var code = (await OAuth.SignInAsync(browser))["code"];
        using var question = await browser.GetAsync("/logout");
        using var done = await browser.SubmitAsync(question);
        Expect.Refusal(await RedeemAsync(code), "invalid_grant");
    }

    [Fact]
    public async Task Scope_withdrawn_from_the_client_since_is_left_out()
    {
        var code = await server.CodeAsync(("scope", "openid email"));
        var scopes = AuthServer.Protocol.Scopes.ScopeSet.Empty;
        await server.ChangeClientAsync("web", c => (scopes, c.Scopes) = (c.Scopes, c.Scopes.Without("email")));
        try
        {
            Assert.Equal("openid", Expect.Tokens(await RedeemAsync(code))["scope"]);
        }
        finally
        {
            await server.ChangeClientAsync("web", c => c.Scopes = scopes);
        }
    }
}
