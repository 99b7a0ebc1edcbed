namespace AuthServer.Protocol.Tests.Tokens;

/// <summary>The limit on revocations is off with all others.</summary>
public sealed class NoRevocationLimitTests(UnlimitedServer server) : IClassFixture<UnlimitedServer>
{
    [Fact]
    public async Task Revocations_are_not_counted()
    {
        for (var i = 0; i < 4; i++)
        {
            var tokens = Expect.Tokens(await server.PinAsync());
            Assert.Equal(HttpStatusCode.OK, (await server.OAuth.PostAsync("/connect/revocation", null, null, ("client_id", "mobile"), ("token", tokens.AccessToken))).Status);
            Assert.False((await server.OAuth.IntrospectAsync(tokens.AccessToken)).Active);
        }
    }
}

/// <summary>A server whose limits are off, whatever they would be.</summary>
public sealed class UnlimitedServer() : Server([new("RateLimits:Enabled", "false"), new("Protocol:RevocationsPerMinute", "2")]);
