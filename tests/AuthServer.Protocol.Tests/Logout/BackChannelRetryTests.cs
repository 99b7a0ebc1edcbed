using AuthServer.Protocol.Logout;

namespace AuthServer.Protocol.Tests.Logout;

/// <summary>Logout tokens that do not come through: when they are tried again, and when no more.</summary>
public sealed class BackChannelRetryTests(Server server) : IClassFixture<Server>
{
    private async Task<string> LoggedOutAsync()
    {
        using var browser = await server.SignedInAsync();
        var tokens = await server.TokensAsync(browser);
        using var answer = await browser.SignOutAsync(tokens);
        return LogoutClients.Sid(tokens);
    }

    private void AdvanceTo(LogoutDelivery row) => server.Clock.Advance(row.NextAt - server.Clock.GetUtcNow());

    [Fact]
    public async Task Failing_client_is_tried_again_with_longer_pauses_under_the_same_jti()
    {
        await using var web = await LogoutReceiver.ForAsync(server, "web");
        var sid = await LoggedOutAsync();
        web.AnswerWith(503);
        var first = await LogoutTokens.ReadAsync(server, await web.NextAsync(), "web");
        // The pause after each attempt, and what the next one is answered with.
        (double Pause, int Answer)[] attempts = [(1, 500), (5, 302), (30, 404), (120, 403), (600, 429), (1800, 202), (3600, 503), (3600, 204)];
        foreach (var (number, (pause, next)) in attempts.Index())
        {
            var row = await server.FailedAsync(number + 1);
            Assert.InRange((row.NextAt - server.Clock.GetUtcNow()).TotalSeconds, pause, pause * 1.25);
            web.AnswerWith(next);
            AdvanceTo(row);
            var again = await LogoutTokens.ReadAsync(server, await web.NextAsync(), "web");
            Assert.Equal(((string?)first["jti"], sid), ((string?)again["jti"], (string?)again["sid"]));
        }
        await server.WaitingAsync(rows => rows.Count == 0);
    }

    [Fact]
    public async Task Refusal_with_400_is_the_last_word_and_is_logged()
    {
        await using var web = await LogoutReceiver.ForAsync(server, "web");
        web.AnswerWith(400);
        await LoggedOutAsync();
        var token = await web.NextAsync();
        await server.WaitingAsync(rows => rows.Count == 0);
        Assert.Equal(1, web.Count);
        Assert.Contains(server.Host.Log.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains("Client web refused logout token", StringComparison.Ordinal));
        Assert.DoesNotContain(server.Host.Log.Lines, line => line.Contains(token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task After_a_day_it_is_given_up()
    {
        await using var web = await LogoutReceiver.ForAsync(server, "web");
        web.AnswerWith(500);
        await LoggedOutAsync();
        var row = await server.FailedAsync(attempts: 1);
        Assert.Equal(TimeSpan.FromHours(24), row.ExpiresAt - server.Clock.GetUtcNow());
        server.Clock.Advance(TimeSpan.FromHours(24));
        await server.WaitingAsync(rows => rows.Count == 0);
        Assert.Equal(2, web.Count);
        Assert.Contains(server.Host.Log.Lines, line => line.Contains("Client web was never told of a logout: 2 attempts failed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Client_that_moved_is_told_where_it_is_now_and_one_that_left_is_not()
    {
        await using var before = await LogoutReceiver.ForAsync(server, "web");
        before.AnswerWith(500);
        await LoggedOutAsync();
        var row = await server.FailedAsync(attempts: 1);
        await using var now = await LogoutReceiver.ForAsync(server, "web");
        now.AnswerWith(500);
        AdvanceTo(row);
        await now.NextAsync();
        row = await server.FailedAsync(attempts: 2);
        await server.ChangeClientAsync("web", c => c.Enabled = false);
        AdvanceTo(row);
        await server.WaitingAsync(rows => rows.Count == 0);
        await server.ChangeClientAsync("web", c => c.Enabled = true);
        Assert.Equal((1, 1), (before.Count, now.Count));
    }
}
