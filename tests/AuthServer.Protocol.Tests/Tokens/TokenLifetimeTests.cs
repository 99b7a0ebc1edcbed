using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Scopes;

namespace AuthServer.Protocol.Tests.Tokens;

/// <summary>An access token ends with its grant, and the grant with its session, whatever lifetime the client has.</summary>
public sealed class TokenLifetimeTests : IClassFixture<Server>, IAsyncLifetime
{
    private const string Callback = "http://localhost:5305/callback";

    private readonly Server _server;

    public TokenLifetimeTests(Server server) => _server = server;

    /// <summary>A client whose access tokens would live for an hour, and its grants for a minute.</summary>
    public async ValueTask InitializeAsync()
    {
        await using var db = await _server.DbAsync();
        if (await db.Clients.FindAsync("brief") is not null) return;
        await _server.AddClientAsync(new Client
        {
            ClientId = "brief", Name = "Brief", FirstParty = true, AuthMethods = [AuthMethods.None], GrantTypes = [GrantTypes.AuthorizationCode, GrantTypes.RefreshToken],
            RedirectUris = [Callback], Scopes = ScopeSet.Parse("openid users:read offline_access")!, AccessTokenSeconds = 3600, RefreshSeconds = 60,
        });
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<OAuthAnswer> SignedInAsync(Browser browser, string scope) => Expect.Tokens(await _server.OAuth.TokenAsync(
        ("grant_type", "authorization_code"), ("client_id", "brief"), ("code", await CodeAsync(browser, scope)), ("redirect_uri", Callback), ("code_verifier", OAuth.Verifier)));

    private static async Task<string> CodeAsync(Browser browser, string scope) => (await OAuth.SignInAsync(
        browser, ("client_id", "brief"), ("redirect_uri", Callback), ("scope", scope), ("code_challenge", OAuth.Challenge), ("code_challenge_method", "S256")))["code"];

    private static void Lives(int seconds, OAuthAnswer tokens)
    {
        var claims = OAuth.Payload(Expect.Tokens(tokens).AccessToken);
        Assert.Equal((seconds, seconds), (tokens.Json!["expires_in"]!.GetValue<int>(), claims["exp"]!.GetValue<long>() - claims["iat"]!.GetValue<long>()));
    }

    [Fact]
    public async Task Access_token_ends_with_its_grant()
    {
        using var browser = await _server.SignedInAsync();
        var tokens = await SignedInAsync(browser, "openid users:read offline_access");
        Lives(60, tokens);
        _server.Clock.Advance(TimeSpan.FromSeconds(45));
        Lives(15, await _server.OAuth.RefreshAsync(tokens.RefreshToken, "brief"));
    }

    [Fact]
    public async Task Access_token_lives_its_whole_life_where_the_session_does()
    {
        using var browser = await _server.SignedInAsync();
        Lives(3600, await SignedInAsync(browser, "openid users:read"));
    }

    [Fact]
    public async Task Access_token_ends_with_its_session()
    {
        using var browser = await _server.SignedInAsync();
        await _server.SqlAsync($"UPDATE sessions SET expires_at = {_server.Clock.GetUtcNow().AddSeconds(20).ToUnixTimeMilliseconds()}");
        Lives(20, await SignedInAsync(browser, "openid users:read"));
        Lives(20, await SignedInAsync(browser, "openid users:read offline_access"));
    }
}
