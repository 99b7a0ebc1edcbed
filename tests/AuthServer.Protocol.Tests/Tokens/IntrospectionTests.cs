namespace AuthServer.Protocol.Tests.Tokens;

/// <summary>Token introspection (RFC 7662).</summary>
public sealed class IntrospectionTests(Server server) : IClassFixture<Server>
{
    private const string Path = "/connect/introspect";

    private async Task InactiveAsync(string token, string clientId = "resource-api", string secret = OAuth.ApiSecret)
    {
        var answer = await server.OAuth.IntrospectAsync(token, clientId, secret);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("""{"active":false}""", answer.Text);
        Expect.NotCached(answer);
    }

    [Fact]
    public async Task Resource_server_learns_of_a_token_that_is_meant_for_it()
    {
        var tokens = Expect.Tokens(await server.PinAsync());
        var payload = OAuth.Payload(tokens.AccessToken);
        var answer = await server.OAuth.IntrospectAsync(tokens.AccessToken);
        Assert.True(answer.Active);
        Expect.NotCached(answer);
        foreach (var claim in new[] { "iss", "sub", "client_id", "scope", "jti", "sid", "iat", "exp" }) Assert.Equal(payload[claim]!.ToJsonString(), answer.Json![claim]!.ToJsonString());
        Assert.Equal("Bearer", answer["token_type"]);
    }

    [Fact]
    public async Task Client_learns_of_its_own_tokens()
    {
        var tokens = Expect.Tokens(await server.OAuth.RedeemAsync(await server.CodeAsync()));
        Assert.True((await server.OAuth.IntrospectAsync(tokens.AccessToken, "web", OAuth.WebSecret)).Active);
        var refresh = await server.OAuth.IntrospectAsync(tokens.RefreshToken, "web", OAuth.WebSecret);
        Assert.True(refresh.Active);
        Assert.Equal("openid profile email offline_access", refresh["scope"]);
    }

    [Theory]
    [InlineData("access_token")]
    [InlineData("refresh_token")]
    [InlineData("nonsense")]
    public async Task Type_hint_is_only_a_hint(string hint)
    {
        var tokens = Expect.Tokens(await server.OAuth.RedeemAsync(await server.CodeAsync()));
        foreach (var token in new[] { tokens.AccessToken, tokens.RefreshToken })
            Assert.True((await server.OAuth.PostAsync(Path, "web", OAuth.WebSecret, ("token", token), ("token_type_hint", hint))).Active);
    }

    [Fact]
    public async Task Token_that_is_neither_of_the_caller_nor_for_it_is_inactive()
    {
        var tokens = Expect.Tokens(await server.PinAsync());
        await InactiveAsync(tokens.AccessToken, "web", OAuth.WebSecret);
        await InactiveAsync(tokens.RefreshToken, "web", OAuth.WebSecret);
        await InactiveAsync(tokens.RefreshToken);
        var other = Expect.Tokens(await server.OAuth.WorkerAsync("admin"));
        await InactiveAsync(other.AccessToken);
    }

    [Fact]
    public async Task Garbage_and_id_tokens_are_inactive()
    {
        var tokens = Expect.Tokens(await server.OAuth.RedeemAsync(await server.CodeAsync()));
        foreach (var token in new[] { tokens.IdToken, "x", "..", "a.b.c", new string('a', 60_000), new string('.', 60_000), "\"<script>" }) await InactiveAsync(token, "web", OAuth.WebSecret);
    }

    [Fact]
    public async Task Expired_token_is_inactive()
    {
        var tokens = Expect.Tokens(await server.PinAsync());
        server.Clock.Advance(TimeSpan.FromMinutes(10));
        await InactiveAsync(tokens.AccessToken);
    }

    [Fact]
    public async Task Rotated_refresh_token_is_inactive()
    {
        var first = Expect.Tokens(await server.OAuth.RedeemAsync(await server.CodeAsync())).RefreshToken;
        var second = Expect.Tokens(await server.OAuth.PostAsync("/connect/token", "web", OAuth.WebSecret, ("grant_type", "refresh_token"), ("refresh_token", first))).RefreshToken;
        await InactiveAsync(first, "web", OAuth.WebSecret);
        // Looking does not use a token up, nor does it count as a replay.
        Assert.True((await server.OAuth.IntrospectAsync(second, "web", OAuth.WebSecret)).Active);
        Assert.True((await server.OAuth.IntrospectAsync(second, "web", OAuth.WebSecret)).Active);
    }

    [Fact]
    public async Task Public_and_unauthenticated_callers_are_refused()
    {
        var token = Expect.Tokens(await server.PinAsync()).AccessToken;
        Expect.Refusal(await server.OAuth.PostAsync(Path, null, null, ("token", token), ("client_id", "mobile")), "invalid_client");
        Expect.Refusal(await server.OAuth.PostAsync(Path, null, null, ("token", token)), "invalid_client");
        Expect.Refusal(await server.OAuth.PostAsync(Path, "resource-api", "wrong", ("token", token)), "invalid_client");
        Expect.Refusal(await server.OAuth.PostAsync(Path, null, null, ("token", token), ("client_id", "resource-api")), "invalid_client");
        Expect.Refusal(await server.PostRawAsync(Path, "token=" + token, authorization: new("Bearer", token)), "invalid_client");
    }

    [Fact]
    public async Task Malformed_requests_are_refused()
    {
        Expect.Refusal(await server.OAuth.PostAsync(Path, "resource-api", OAuth.ApiSecret), "invalid_request");
        Expect.Refusal(await server.OAuth.PostAsync(Path, "resource-api", OAuth.ApiSecret, ("token", "")), "invalid_request");
        Expect.Refusal(await server.OAuth.PostAsync(Path, "resource-api", OAuth.ApiSecret, ("token", "a"), ("token", "b")), "invalid_request");
        Expect.Refusal(await server.PostRawAsync(Path + "?token=x", "token=x", authorization: OAuth.Basic("resource-api", OAuth.ApiSecret)), "invalid_request");
        Expect.Refusal(await server.PostRawAsync(Path, """{"token":"x"}""", "application/json", OAuth.Basic("resource-api", OAuth.ApiSecret)), "invalid_request");
        using var get = await server.OAuth.Http.GetAsync(Path);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, get.StatusCode);
    }
}
