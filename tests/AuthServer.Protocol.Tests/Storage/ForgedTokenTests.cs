namespace AuthServer.Protocol.Tests.Storage;

/// <summary>A token that this server did not make is refused before the database is asked: here there is no table to ask.</summary>
public sealed class ForgedTokenTests(ForgedTokenTests.WithoutGrants server) : IClassFixture<ForgedTokenTests.WithoutGrants>
{
    [Fact]
    public async Task Genuine_refresh_token_reaches_the_database() =>
        Expect.Refusal(await server.OAuth.RefreshAsync(server.RefreshToken), "server_error", HttpStatusCode.ServiceUnavailable);

    [Fact]
    public async Task Mangled_refresh_token_does_not_reach_the_database()
    {
        foreach (var mangled in OAuthTokens.Flipped(server.RefreshToken, 72).Concat(OAuthTokens.Respelled(server.RefreshToken)).Concat(["A", new string('A', 72), new string('A', 60_000)]))
            Expect.Refusal(await server.OAuth.RefreshAsync(mangled), "invalid_grant");
    }

    [Fact]
    public async Task Mangled_access_token_does_not_reach_the_database()
    {
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await server.OAuth.UserInfoAsync(server.AccessToken)).Status);
        foreach (var mangled in OAuthTokens.Flipped(server.AccessToken, 60)) Expect.Challenge(await server.OAuth.UserInfoAsync(mangled), "invalid_token");
    }

    /// <summary>A server that has lost its table of grants after it issued tokens.</summary>
    public sealed class WithoutGrants : Server, IAsyncLifetime
    {
        public string RefreshToken { get; private set; } = "";

        public string AccessToken { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            var tokens = Expect.Tokens(await PinAsync());
            (RefreshToken, AccessToken) = (tokens.RefreshToken, tokens.AccessToken);
            await SqlAsync("ALTER TABLE grants RENAME TO lost_grants; ALTER TABLE grant_states RENAME TO lost_grant_states");
        }
    }
}
