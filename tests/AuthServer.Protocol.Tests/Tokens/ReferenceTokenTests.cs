using AuthServer.Protocol.Scopes;

namespace AuthServer.Protocol.Tests.Tokens;

/// <summary>Access tokens that only this server can read.</summary>
public sealed class ReferenceTokenTests(Server server) : IClassFixture<Server>
{
    private static int _clients;

    private Task<RegisteredClient> ClientAsync() => RegisteredClient.AddAsync(server, $"opaque-{Interlocked.Increment(ref _clients)}", c => c.ReferenceTokens = true);

    private static async Task<bool> LivesAsync(RegisteredClient client, string token) => (await client.PostAsync("/connect/introspect", ("token", token))).Active;

    [Fact]
    public async Task Token_tells_its_client_nothing_and_the_server_everything()
    {
        var client = await ClientAsync();
        var tokens = await client.TokensAsync(("scope", "openid email users:read"));
        Assert.Matches("^[A-Za-z0-9_-]+$", tokens.AccessToken);
        var bytes = System.Text.Encoding.Latin1.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(tokens.AccessToken));
        Assert.DoesNotContain("users:read", bytes, StringComparison.Ordinal);
        var known = await client.PostAsync("/connect/introspect", ("token", tokens.AccessToken));
        Assert.Equal((true, "openid email users:read", client.Id), (known.Active, known["scope"], known["client_id"]));
        Assert.Equal("alice@example.com", (await server.OAuth.UserInfoAsync(tokens.AccessToken))["email"]);
        Assert.True((await server.OAuth.IntrospectAsync(tokens.AccessToken)).Active);
    }

    [Fact]
    public async Task Resource_server_learns_of_the_sign_in_and_the_roles_as_from_a_jwt()
    {
        var readable = OAuth.Payload(Expect.Tokens(await server.PinAsync("openid roles users:read")).AccessToken);
        var client = await RegisteredClient.AddAsync(server, "opaque-roles", c => (c.ReferenceTokens, c.Scopes) = (true, ScopeSet.Parse("openid roles users:read")!));
        var known = (await server.OAuth.IntrospectAsync((await client.TokensAsync(("scope", "openid roles users:read"))).AccessToken)).Json!;
        foreach (var claim in new[] { "acr", "amr", "authz_version", "roles", "sub" }) Assert.Equal(readable[claim]!.ToJsonString(), known[claim]!.ToJsonString());
        Assert.True(known["auth_time"]!.GetValue<long>() > 0);
        Assert.Equal("""["resource-api"]""", known["aud"]!.ToJsonString());
    }

    [Fact]
    public async Task Id_token_hashes_it()
    {
        var tokens = await (await ClientAsync()).TokensAsync();
        var hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(tokens.AccessToken));
        Assert.Equal(System.Buffers.Text.Base64Url.EncodeToString(hash.AsSpan(0, 16)), OAuth.Payload(tokens.IdToken)["at_hash"]!.ToString());
    }

    [Fact]
    public async Task Revoked_token_is_dead_and_its_grant_lives()
    {
        var client = await ClientAsync();
        var tokens = await client.TokensAsync();
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync("/connect/revocation", ("token", tokens.AccessToken))).Status);
        Assert.False(await LivesAsync(client, tokens.AccessToken));
        Expect.Challenge(await server.OAuth.UserInfoAsync(tokens.AccessToken), "invalid_token");
        Assert.True(await LivesAsync(client, Expect.Tokens(await client.RefreshAsync(tokens.RefreshToken)).AccessToken));
    }

    [Fact]
    public async Task Token_dies_with_its_grant()
    {
        var client = await ClientAsync();
        var tokens = await client.TokensAsync();
        await client.PostAsync("/connect/revocation", ("token", tokens.RefreshToken));
        Assert.False(await LivesAsync(client, tokens.AccessToken));
    }

    [Fact]
    public async Task Damaged_and_respelled_tokens_are_none()
    {
        var client = await ClientAsync();
        var token = (await client.TokensAsync()).AccessToken;
        foreach (var damaged in OAuthTokens.Flipped(token, 40).Concat(OAuthTokens.Respelled(token)).Where(t => t != token && t.Trim() != token))
            Assert.False(await LivesAsync(client, damaged), damaged);
        Assert.True(await LivesAsync(client, token));
    }

    [Fact]
    public async Task Other_sealed_values_of_the_server_are_none()
    {
        var client = await ClientAsync();
        var tokens = await client.TokensAsync();
        Expect.Challenge(await server.OAuth.UserInfoAsync(tokens.RefreshToken), "invalid_token");
        Expect.Challenge(await server.OAuth.UserInfoAsync(await server.CodeAsync()), "invalid_token");
        Expect.Refusal(await client.RefreshAsync(tokens.AccessToken), "invalid_grant");
    }
}
