namespace AuthServer.Protocol.Tests.Certification;

/// <summary>Modules of the plans Basic OP and Form Post Basic OP: the request, the code and the tokens.</summary>
public sealed class BasicCodeTests(PlanServer server) : IClassFixture<PlanServer>
{
    [Theory(DisplayName = "oidcc-server")]
    [ClassData<Plans>]
    public async Task Server(string plan)
    {
        var party = await server.PartyAsync(plan);
        using var browser = server.OAuth.NewBrowser();
        var tokens = await party.TokensAsync(browser);
        Assert.Equal(IdTokens.Subject(tokens), (await server.OAuth.UserInfoAsync(tokens.AccessToken))["sub"]);
    }

    [Theory(DisplayName = "oidcc-server-client-secret-post")]
    [ClassData<Plans>]
    public async Task Secret_in_the_body(string plan)
    {
        var party = await server.PostingPartyAsync(plan);
        using var browser = server.OAuth.NewBrowser();
        var tokens = await party.TokensAsync(browser);
        Assert.Equal(IdTokens.Subject(tokens), (await server.OAuth.UserInfoAsync(tokens.AccessToken))["sub"]);
    }

    [Theory(DisplayName = "oidcc-response-type-missing")]
    [ClassData<Plans>]
    public async Task Response_type_is_missing(string plan)
    {
        var party = await server.PartyAsync(plan);
        using var browser = server.OAuth.NewBrowser();
        using var response = await party.OpenAsync(browser, ("response_type", null));
        Assert.Equal("invalid_request", await party.ErrorAsync(response));
    }

    [Theory(DisplayName = "oidcc-idtoken-signature")]
    [ClassData<Plans>]
    public async Task Id_token_is_signed_by_a_published_key(string plan)
    {
        var party = await server.PartyAsync(plan);
        using var browser = server.OAuth.NewBrowser();
        var tokens = await party.TokensAsync(browser);
        Assert.Equal("RS256", OAuth.Header(tokens.IdToken)["alg"]!.GetValue<string>());
    }

    [Theory(DisplayName = "oidcc-ensure-request-without-nonce-succeeds-for-code-flow")]
    [ClassData<Plans>]
    public async Task Nonce_may_be_left_out(string plan)
    {
        var party = await server.PartyAsync(plan);
        using var browser = server.OAuth.NewBrowser();
        Assert.NotNull((await party.TokensAsync(browser, ("nonce", null))).AccessToken);
    }

    [Theory(DisplayName = "oidcc-ensure-request-with-unknown-parameter-succeeds")]
    [ClassData<Plans>]
    public async Task Unknown_parameter_is_ignored(string plan)
    {
        var party = await server.PartyAsync(plan);
        using var browser = server.OAuth.NewBrowser();
        Assert.NotNull((await party.TokensAsync(browser, ("extra", "foobar"))).AccessToken);
    }

    [Theory(DisplayName = "oidcc-ensure-request-with-valid-pkce-succeeds")]
    [ClassData<Plans>]
    public async Task Pkce_is_honoured_where_it_is_sent(string plan)
    {
        var party = await server.PartyAsync(plan);
        using var browser = server.OAuth.NewBrowser();
        (string, string?)[] pkce = [("code_challenge", OAuth.Challenge), ("code_challenge_method", "S256")];
        Expect.Tokens(await party.RedeemAsync(await party.CodeAsync(browser, pkce), ("code_verifier", OAuth.Verifier)));
        Expect.Refusal(await party.RedeemAsync(await party.CodeAsync(browser, pkce)), "invalid_grant");
    }

    [Theory(DisplayName = "oidcc-ensure-post-request-succeeds")]
    [ClassData<Plans>]
    public async Task Request_may_be_posted(string plan)
    {
        var party = await server.PartyAsync(plan);
        using var browser = server.OAuth.NewBrowser();
        var page = await browser.FollowAsync(await browser.PostAsync("/connect/authorize", party.Request()));
        using var response = await party.CompleteAsync(browser, page);
        Expect.Tokens(await party.RedeemAsync(await party.CodeAsync(response)));
    }

    [Theory(DisplayName = "oidcc-ensure-registered-redirect-uri")]
    [ClassData<Plans>]
    public async Task Redirect_uri_must_be_registered(string plan)
    {
        var party = await server.PartyAsync(plan);
        using var browser = server.OAuth.NewBrowser();
        using var response = await party.OpenAsync(browser, ("redirect_uri", party.Callback + "/foobar"));
        await Review.ErrorPageAsync(response, "The redirect_uri is not registered for this client.");
    }

    [Theory(DisplayName = "oidcc-codereuse")]
    [ClassData<Plans>]
    public async Task Code_is_good_once(string plan) => await ReuseAsync(plan, TimeSpan.Zero);

    [Theory(DisplayName = "oidcc-codereuse-30seconds")]
    [ClassData<Plans>]
    public async Task Code_is_good_once_also_later(string plan) => await ReuseAsync(plan, TimeSpan.FromSeconds(30));

    private async Task ReuseAsync(string plan, TimeSpan wait)
    {
        var party = await server.PartyAsync(plan);
        using var browser = server.OAuth.NewBrowser();
        var code = await party.CodeAsync(browser);
        var tokens = Expect.Tokens(await party.RedeemAsync(code));
        Assert.Equal(HttpStatusCode.OK, (await server.OAuth.UserInfoAsync(tokens.AccessToken)).Status);
        server.Clock.Advance(wait);
        Expect.Refusal(await party.RedeemAsync(code), "invalid_grant");
        // RFC 6749 §4.1.2: what the first use got is revoked.
        Expect.Challenge(await server.OAuth.UserInfoAsync(tokens.AccessToken), "invalid_token");
    }

    [Theory(DisplayName = "oidcc-refresh-token")]
    [ClassData<Plans>]
    public async Task Refresh_token_is_bound_to_its_client(string plan)
    {
        var first = await server.PartyAsync(plan);
        var second = await server.SecondPartyAsync(plan);
        using var browser = server.OAuth.NewBrowser();
        (string, string?)[] offline = [("scope", "openid offline_access"), ("prompt", "consent")];
        await RefreshedAsync(first, await first.TokensAsync(browser, offline));
        var tokens = await second.TokensAsync(browser, offline);
        Expect.Refusal(await first.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", tokens.RefreshToken)), "invalid_grant");
        await RefreshedAsync(second, tokens);
    }

    private async Task RefreshedAsync(RelyingParty party, OAuthAnswer tokens)
    {
        Assert.All(tokens.RefreshToken, c => Assert.True(c is >= ' ' and <= '~'));
        server.Clock.Advance(TimeSpan.FromSeconds(2));
        var next = Expect.Tokens(await party.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", tokens.RefreshToken)));
        Assert.NotEqual(tokens.AccessToken, next.AccessToken);
        Assert.Equal(HttpStatusCode.OK, (await server.OAuth.UserInfoAsync(next.AccessToken)).Status);
        // OIDC Core §12.2: the same who, the same sign-in, a later token.
        var (was, now) = (OAuth.Payload(tokens.IdToken), OAuth.Payload(next.IdToken));
        foreach (var claim in new[] { "iss", "sub", "aud", "auth_time", "azp" }) Assert.Equal(was[claim]?.ToJsonString(), now[claim]?.ToJsonString());
        Assert.Equal(2, now["iat"]!.GetValue<long>() - was["iat"]!.GetValue<long>());
    }

    [Theory(DisplayName = "401 only for invalid_client")]
    [ClassData<Plans>]
    public async Task Only_a_client_that_does_not_prove_itself_gets_401(string plan)
    {
        var party = await server.PartyAsync(plan);
        Expect.Refusal(await server.OAuth.PostAsync("/connect/token", party.Id, "wrong", ("grant_type", "authorization_code"), ("code", "x"), ("redirect_uri", party.Callback)), "invalid_client");
        Expect.Refusal(await party.RedeemAsync("x"), "invalid_grant");
        Expect.Refusal(await party.TokenAsync(("grant_type", "authorization_code")), "invalid_request");
        Expect.Refusal(await party.TokenAsync(("grant_type", "client_credentials")), "unauthorized_client");
        Expect.Refusal(await party.TokenAsync(("grant_type", "nonsense")), "unsupported_grant_type");
    }
}
