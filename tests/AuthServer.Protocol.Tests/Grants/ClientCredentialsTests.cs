using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Scopes;

namespace AuthServer.Protocol.Tests.Grants;

/// <summary>A client that acts for itself (RFC 6749 §4.4).</summary>
public sealed class ClientCredentialsTests(Server server) : IClassFixture<Server>
{
    [Fact]
    public async Task Client_gets_a_token_for_the_scopes_it_asks_for_and_nothing_else()
    {
        var tokens = Expect.Tokens(await server.OAuth.WorkerAsync("search"));
        Assert.Equal(["access_token", "expires_in", "scope", "token_type"], tokens.Json!.Select(m => m.Key).Order(StringComparer.Ordinal));
        Assert.Equal("search", tokens["scope"]);
        Assert.Equal("resource-api", OAuth.Payload(tokens.AccessToken)["aud"]!.ToString());
        Assert.Equal("worker", OAuth.Payload(tokens.AccessToken)["sub"]!.ToString());
    }

    [Fact]
    public async Task Without_a_scope_it_gets_all_it_is_registered_for()
    {
        var tokens = Expect.Tokens(await server.OAuth.WorkerAsync());
        Assert.Equal("search admin", tokens["scope"]);
        Assert.Equal("""["resource-api","auth-admin"]""", OAuth.Payload(tokens.AccessToken)["aud"]!.ToJsonString());
    }

    [Theory]
    [InlineData("openid")]
    [InlineData("offline_access")]
    [InlineData("search openid")]
    [InlineData("search offline_access")]
    [InlineData("users:read")]
    [InlineData("nonsense")]
    [InlineData("search  admin")]
    [InlineData("SEARCH")]
    [InlineData("a\"b")]
    public async Task Scope_that_is_not_registered_for_the_client_is_refused(string scope) => Expect.Refusal(await server.OAuth.WorkerAsync(scope), "invalid_scope");

    [Fact]
    public async Task Scope_that_needs_a_user_is_refused_even_if_it_is_registered()
    {
        await server.AddClientAsync(new Client
        {
            ClientId = "ambitious", Name = "Ambitious", AuthMethods = [AuthMethods.ClientSecretBasic], GrantTypes = [GrantTypes.ClientCredentials],
            Scopes = ScopeSet.Parse("openid offline_access roles search")!, Secrets = [ClientSecret.Of("secret")],
        });
        Task<OAuthAnswer> Ask(string scope) => server.OAuth.PostAsync("/connect/token", "ambitious", "secret", ("grant_type", "client_credentials"), ("scope", scope));
        foreach (var scope in new[] { "openid", "offline_access", "roles", "search openid" }) Expect.Refusal(await Ask(scope), "invalid_scope");
        Expect.Tokens(await Ask("search"));
    }

    [Fact]
    public async Task Public_client_is_refused_even_if_its_registration_says_otherwise()
    {
        await server.AddClientAsync(new Client { ClientId = "public", Name = "Public", AuthMethods = [AuthMethods.None], GrantTypes = [GrantTypes.ClientCredentials], Scopes = ScopeSet.Parse("search")! });
        Expect.Refusal(await server.OAuth.TokenAsync(("grant_type", "client_credentials"), ("client_id", "public")), "unauthorized_client");
    }

    [Fact]
    public async Task Token_expires()
    {
        var token = Expect.Tokens(await server.OAuth.WorkerAsync("search")).AccessToken;
        server.Clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        Assert.True((await server.OAuth.IntrospectAsync(token)).Active);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False((await server.OAuth.IntrospectAsync(token)).Active);
    }

    [Fact]
    public async Task Client_s_own_lifetime_is_kept()
    {
        await server.AddClientAsync(new Client
        {
            ClientId = "short", Name = "Short", AuthMethods = [AuthMethods.ClientSecretBasic], GrantTypes = [GrantTypes.ClientCredentials],
            Scopes = ScopeSet.Parse("search")!, Secrets = [ClientSecret.Of("secret")], AccessTokenSeconds = 60,
        });
        var tokens = Expect.Tokens(await server.OAuth.PostAsync("/connect/token", "short", "secret", ("grant_type", "client_credentials")));
        Assert.Equal(60, tokens.Json!["expires_in"]!.GetValue<int>());
        Assert.Equal(60, OAuth.Payload(tokens.AccessToken)["exp"]!.GetValue<long>() - OAuth.Payload(tokens.AccessToken)["iat"]!.GetValue<long>());
    }
}
