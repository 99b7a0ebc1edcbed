namespace AuthServer.Protocol.Tests.Grants;

/// <summary>Refreshes that meet each other, or the end of their grant, at the same time.</summary>
public sealed class RefreshRaceTests(ServerWithoutGrace server) : IClassFixture<ServerWithoutGrace>
{
    [Fact]
    public async Task Without_a_grace_window_fifty_parallel_uses_have_one_winner()
    {
        var first = Expect.Tokens(await server.PinAsync()).RefreshToken;
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => server.OAuth.RefreshAsync(first))));
        var winner = Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(a => a != winner), a => Expect.Refusal(a, "invalid_grant"));
        // The others were replays: the family is gone.
        Expect.Refusal(await server.OAuth.RefreshAsync(winner.RefreshToken), "invalid_grant");
        Assert.False((await server.OAuth.IntrospectAsync(winner.AccessToken)).Active);
    }

    [Fact]
    public async Task Without_a_grace_window_the_first_replay_revokes_the_family()
    {
        var first = Expect.Tokens(await server.PinAsync()).RefreshToken;
        var second = Expect.Tokens(await server.OAuth.RefreshAsync(first)).RefreshToken;
        Expect.Refusal(await server.OAuth.RefreshAsync(first), "invalid_grant");
        Expect.Refusal(await server.OAuth.RefreshAsync(second), "invalid_grant");
    }

    [Fact]
    public async Task Nothing_lives_once_a_revocation_is_confirmed_whatever_refreshes_meanwhile()
    {
        for (var run = 0; run < 25; run++)
        {
            var first = Expect.Tokens(await server.PinAsync());
            var refresh = Task.Run(() => server.OAuth.RefreshAsync(first.RefreshToken));
            var revoke = Task.Run(() => server.OAuth.PostAsync("/connect/revocation", null, null, ("client_id", "mobile"), ("token", first.RefreshToken)));
            Assert.Equal(HttpStatusCode.OK, (await revoke).Status);
            await DeadAsync(first, await refresh);
        }
    }

    [Fact]
    public async Task Nothing_lives_once_a_session_has_ended_whatever_refreshes_meanwhile()
    {
        for (var run = 0; run < 25; run++)
        {
            var first = Expect.Tokens(await server.PinAsync());
            var refresh = Task.Run(() => server.OAuth.RefreshAsync(first.RefreshToken));
            var logout = Task.Run(() => server.PostRawAsync("/api/v1/logout/", $$"""{"refresh":"{{first.RefreshToken}}"}""", "application/json"));
            Assert.Equal(HttpStatusCode.OK, (await logout).Status);
            await DeadAsync(first, await refresh);
        }
    }

    private async Task DeadAsync(params OAuthAnswer[] answers)
    {
        foreach (var answer in answers.Where(a => a.Status == HttpStatusCode.OK))
        {
            Expect.Refusal(await server.OAuth.RefreshAsync(answer.RefreshToken), "invalid_grant");
            Assert.False((await server.OAuth.IntrospectAsync(answer.AccessToken)).Active);
            Expect.Challenge(await server.OAuth.UserInfoAsync(answer.AccessToken), "invalid_token");
        }
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.OK), a => Expect.Refusal(a, "invalid_grant"));
    }
}
