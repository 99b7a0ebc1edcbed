namespace AuthServer.Protocol.Tests.Tokens;

/// <summary>Token revocation (RFC 7009).</summary>
public sealed class RevocationTests(Server server) : IClassFixture<Server>
{
    private const string Path = "/connect/revocation";

    private Task<OAuthAnswer> RevokeAsync(string token, string? hint = null) => server.OAuth.PostAsync(
        Path, null, null, [("client_id", "mobile"), ("token", token), .. hint is null ? [] : new[] { ("token_type_hint", hint) }]);

    private Task<OAuthAnswer> RevokeAsWebAsync(string token) => server.OAuth.PostAsync(Path, "web", OAuth.WebSecret, ("token", token));

    private static void Confirmed(OAuthAnswer answer)
    {
        Assert.Equal((HttpStatusCode.OK, ""), (answer.Status, answer.Text));
        Expect.NotCached(answer);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("refresh_token")]
    [InlineData("access_token")]
    [InlineData("nonsense")]
    public async Task Revoked_refresh_token_ends_its_whole_grant(string? hint)
    {
        var tokens = Expect.Tokens(await server.PinAsync());
        Confirmed(await RevokeAsync(tokens.RefreshToken, hint));
        Expect.Refusal(await server.OAuth.RefreshAsync(tokens.RefreshToken), "invalid_grant");
        Assert.False((await server.OAuth.IntrospectAsync(tokens.AccessToken)).Active);
        Expect.Challenge(await server.OAuth.UserInfoAsync(tokens.AccessToken), "invalid_token");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("refresh_token")]
    [InlineData("access_token")]
    public async Task Revoked_access_token_ends_alone(string? hint)
    {
        var tokens = Expect.Tokens(await server.PinAsync());
        Confirmed(await RevokeAsync(tokens.AccessToken, hint));
        Assert.False((await server.OAuth.IntrospectAsync(tokens.AccessToken)).Active);
        Expect.Challenge(await server.OAuth.UserInfoAsync(tokens.AccessToken), "invalid_token");
        var next = Expect.Tokens(await server.OAuth.RefreshAsync(tokens.RefreshToken));
        Assert.True((await server.OAuth.IntrospectAsync(next.AccessToken)).Active);
    }

    [Fact]
    public async Task Token_of_a_client_that_acts_for_itself_can_be_revoked()
    {
        var token = Expect.Tokens(await server.OAuth.WorkerAsync("search")).AccessToken;
        Confirmed(await server.OAuth.PostAsync(Path, "worker", OAuth.WorkerSecret, ("token", token)));
        Assert.False((await server.OAuth.IntrospectAsync(token)).Active);
    }

    [Fact]
    public async Task Token_that_is_no_longer_or_never_was_good_is_confirmed()
    {
        var tokens = Expect.Tokens(await server.PinAsync());
        foreach (var token in new[] { "x", "a.b.c", new string('a', 60_000), tokens.IdToken, OAuthTokens.Flip(tokens.RefreshToken, 30), OAuthTokens.Flip(tokens.AccessToken, 200) }) Confirmed(await RevokeAsync(token));
        Assert.True((await server.OAuth.IntrospectAsync(tokens.AccessToken)).Active);
        for (var i = 0; i < 2; i++)
        {
            Confirmed(await RevokeAsync(tokens.AccessToken));
            Confirmed(await RevokeAsync(tokens.RefreshToken));
        }
        server.Clock.Advance(TimeSpan.FromMinutes(11));
        Confirmed(await RevokeAsync(tokens.AccessToken));
    }

    [Fact]
    public async Task Token_of_another_client_is_refused_without_effect()
    {
        var tokens = Expect.Tokens(await server.PinAsync());
        Expect.Refusal(await RevokeAsWebAsync(tokens.RefreshToken), "unauthorized_client");
        Expect.Refusal(await RevokeAsWebAsync(tokens.AccessToken), "unauthorized_client");
        Assert.True((await server.OAuth.IntrospectAsync(tokens.AccessToken)).Active);
        Expect.Tokens(await server.OAuth.RefreshAsync(tokens.RefreshToken));
    }

    [Fact]
    public async Task Rotated_refresh_token_still_revokes_its_family()
    {
        var first = Expect.Tokens(await server.PinAsync()).RefreshToken;
        var second = Expect.Tokens(await server.OAuth.RefreshAsync(first)).RefreshToken;
        Confirmed(await RevokeAsync(first));
        Expect.Refusal(await server.OAuth.RefreshAsync(second), "invalid_grant");
    }

    [Fact]
    public async Task Client_that_does_not_authenticate_is_refused()
    {
        var tokens = Expect.Tokens(await server.OAuth.RedeemAsync(await server.CodeAsync()));
        Expect.Refusal(await server.OAuth.PostAsync(Path, "web", "wrong", ("token", tokens.RefreshToken)), "invalid_client");
        Expect.Refusal(await server.OAuth.PostAsync(Path, null, null, ("client_id", "web"), ("token", tokens.RefreshToken)), "invalid_client");
        Expect.Refusal(await server.OAuth.PostAsync(Path, null, null, ("token", tokens.RefreshToken)), "invalid_client");
        Assert.True((await server.OAuth.IntrospectAsync(tokens.AccessToken, "web", OAuth.WebSecret)).Active);
    }

    [Fact]
    public async Task Malformed_requests_are_refused()
    {
        Expect.Refusal(await server.OAuth.PostAsync(Path, null, null, ("client_id", "mobile")), "invalid_request");
        Expect.Refusal(await server.OAuth.PostAsync(Path, null, null, ("client_id", "mobile"), ("token", "a"), ("token", "a")), "invalid_request");
        Expect.Refusal(await server.PostRawAsync(Path + "?token=x", "client_id=mobile"), "invalid_request");
        using var get = await server.OAuth.Http.GetAsync(Path + "?client_id=mobile&token=x");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, get.StatusCode);
    }
}
