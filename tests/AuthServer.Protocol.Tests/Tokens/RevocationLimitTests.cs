namespace AuthServer.Protocol.Tests.Tokens;

/// <summary>Every revocation is an event for every resource API: no user floods them, and none is held up by another.</summary>
public sealed class RevocationLimitTests(LimitedServer server) : IClassFixture<LimitedServer>
{
    private Task<OAuthAnswer> RevokeAsync(string token) => server.OAuth.PostAsync("/connect/revocation", null, null, ("client_id", "mobile"), ("token", token));

    private async Task<long> EventsAsync()
    {
        await using var db = await server.DbAsync();
        return db.SecurityEvents.LongCount();
    }

    [Fact]
    public async Task Third_revocation_of_a_user_in_a_minute_of_two_is_refused_without_effect()
    {
        var tokens = Expect.Tokens(await server.PinAsync());
        for (var i = 0; i < 2; i++)
        {
            tokens = Expect.Tokens(await server.OAuth.RefreshAsync(tokens.RefreshToken));
            Assert.Equal(HttpStatusCode.OK, (await RevokeAsync(tokens.AccessToken)).Status);
        }
        var last = Expect.Tokens(await server.OAuth.RefreshAsync(tokens.RefreshToken));
        var events = await EventsAsync();
        foreach (var token in new[] { last.AccessToken, last.RefreshToken })
        {
            var refused = await RevokeAsync(token);
            Expect.Refusal(refused, "slow_down", HttpStatusCode.TooManyRequests);
            Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        }
        Assert.True((await server.OAuth.IntrospectAsync(last.AccessToken)).Active);
        Assert.Equal(events, await EventsAsync());
        Expect.Tokens(await server.OAuth.RefreshAsync(last.RefreshToken));

        var bob = Expect.Tokens(await server.OAuth.PinAsync("+12025550102", "6184"));
        Assert.Equal(HttpStatusCode.OK, (await RevokeAsync(bob.RefreshToken)).Status);
        Assert.False((await server.OAuth.IntrospectAsync(bob.AccessToken)).Active);
    }

    [Fact]
    public async Task Token_that_cannot_be_revoked_takes_nothing_from_the_limit()
    {
        var admin = Expect.Tokens(await server.OAuth.PinAsync("+12025550103", "7359"));
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await RevokeAsync("x")).Status);
            Expect.Refusal(await server.OAuth.PostAsync("/connect/revocation", "web", OAuth.WebSecret, ("token", admin.AccessToken)), "unauthorized_client");
        }
        Assert.Equal(HttpStatusCode.OK, (await RevokeAsync(admin.AccessToken)).Status);
        Assert.False((await server.OAuth.IntrospectAsync(admin.AccessToken)).Active);
    }
}

/// <summary>A server that lets a user revoke two tokens in a minute.</summary>
public sealed class LimitedServer() : Server([new("RateLimits:Enabled", "true"), new("Protocol:RevocationsPerMinute", "2")]);
