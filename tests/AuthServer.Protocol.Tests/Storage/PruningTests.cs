using AuthServer.Protocol.Logout;
using AuthServer.Protocol.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AuthServer.Protocol.Tests.Storage;

/// <summary>Pruning takes what has ended for a day, never what lives or what reuse detection still needs.</summary>
public sealed class PruningTests : IAsyncLifetime
{
    // Every test has a database of its own: pruning looks at all rows.
    private readonly Server _server = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task<int> PruneAsync()
    {
        var store = _server.Services.GetRequiredService<ITokenStore>();
        var deleted = 0;
        foreach (var table in Enum.GetValues<PrunableTable>())
        {
            for (byte[]? after = []; after is not null;)
            {
                var batch = await store.PruneAsync(table, after, _server.Clock.GetUtcNow() - TimeSpan.FromDays(1), CancellationToken.None);
                deleted += batch.Deleted;
                after = batch.Next;
            }
        }
        return deleted;
    }

    private async Task<(int Grants, int Sessions, int Revoked)> RowsAsync()
    {
        await using var db = await _server.DbAsync();
        return (await db.Grants.CountAsync(), await db.Sessions.CountAsync(), await db.RevokedTokens.CountAsync());
    }

    private Task<OAuthAnswer> RevokeAsync(string token) => _server.OAuth.PostAsync("/connect/revocation", null, null, ("client_id", "mobile"), ("token", token));

    [Fact]
    public async Task Live_rows_stay()
    {
        var tokens = Expect.Tokens(await _server.PinAsync());
        _server.Clock.Advance(TimeSpan.FromDays(29));
        Assert.Equal(0, await PruneAsync());
        Expect.Tokens(await _server.OAuth.RefreshAsync(tokens.RefreshToken));
    }

    [Fact]
    public async Task Ended_grants_stay_for_a_day_and_their_sessions_for_a_week_longer()
    {
        var tokens = Expect.Tokens(await _server.PinAsync());
        await _server.PostRawAsync("/api/v1/logout/", $$"""{"refresh":"{{tokens.RefreshToken}}"}""", "application/json");
        _server.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, await PruneAsync());
        Assert.Equal((1, 1, 0), await RowsAsync());
        _server.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await PruneAsync());
        Assert.Equal((0, 1, 0), await RowsAsync());
        _server.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        Assert.Equal(0, await PruneAsync());
        _server.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await PruneAsync());
        Assert.Equal((0, 0, 0), await RowsAsync());
    }

    [Fact]
    public async Task Session_stays_as_long_as_it_lives_though_its_grant_has_gone()
    {
        var tokens = Expect.Tokens(await _server.PinAsync());
        await RevokeAsync(tokens.RefreshToken);
        _server.Clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(1));
        Assert.Equal(1, await PruneAsync());
        Assert.Equal((0, 1, 0), await RowsAsync());
    }

    [Fact]
    public async Task Idle_grant_goes_a_day_after_its_end()
    {
        Expect.Tokens(await _server.PinAsync());
        _server.Clock.Advance(TimeSpan.FromDays(31));
        Assert.Equal(0, await PruneAsync());
        _server.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await PruneAsync());
    }

    [Fact]
    public async Task Revoked_access_token_is_remembered_until_after_its_end()
    {
        var tokens = Expect.Tokens(await _server.PinAsync());
        await RevokeAsync(tokens.AccessToken);
        Assert.Equal(0, await PruneAsync());
        Assert.Equal(1, (await RowsAsync()).Revoked);
        _server.Clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(11));
        await PruneAsync();
        Assert.Equal(0, (await RowsAsync()).Revoked);
        Expect.Challenge(await _server.OAuth.UserInfoAsync(tokens.AccessToken), "invalid_token");
    }

    [Fact]
    public async Task Request_of_a_device_goes_a_day_after_its_end()
    {
        var tv = await Device.Tv.StartAsync(_server);
        _server.Clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(10));
        Assert.Equal(0, await PruneAsync());
        Expect.Refusal(await tv.PollAsync(), "expired_token");
        _server.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await PruneAsync());
        Expect.Refusal(await tv.PollAsync(), "invalid_grant");
    }

    [Fact]
    public async Task Replay_of_a_live_family_is_found_after_pruning()
    {
        var first = Expect.Tokens(await _server.PinAsync()).RefreshToken;
        var second = Expect.Tokens(await _server.OAuth.RefreshAsync(first)).RefreshToken;
        _server.Clock.Advance(TimeSpan.FromDays(20));
        await PruneAsync();
        Expect.Refusal(await _server.OAuth.RefreshAsync(first), "invalid_grant");
        Expect.Refusal(await _server.OAuth.RefreshAsync(second), "invalid_grant");
    }

    [Fact]
    public async Task Tokens_of_a_pruned_family_stay_refused()
    {
        var first = Expect.Tokens(await _server.PinAsync());
        var second = Expect.Tokens(await _server.OAuth.RefreshAsync(first.RefreshToken));
        await RevokeAsync(second.RefreshToken);
        _server.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(1, await PruneAsync());
        Expect.Refusal(await _server.OAuth.RefreshAsync(first.RefreshToken), "invalid_grant");
        Expect.Refusal(await _server.OAuth.RefreshAsync(second.RefreshToken), "invalid_grant");
        Expect.Challenge(await _server.OAuth.UserInfoAsync(second.AccessToken), "invalid_token");
    }

    [Fact]
    public async Task Code_cannot_be_redeemed_again_after_its_grant_was_pruned()
    {
        var code = await _server.CodeAsync(("scope", "openid"));
        Expect.Tokens(await _server.OAuth.RedeemAsync(code));
        _server.Clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(11));
        Assert.Equal(1, await PruneAsync());
        Expect.Refusal(await _server.OAuth.RedeemAsync(code), "invalid_grant");
        Assert.Equal(0, (await RowsAsync()).Grants);
    }

    [Fact]
    public async Task Clients_of_ended_sessions_and_logout_tokens_that_were_given_up_go()
    {
        await _server.ChangeClientAsync("mobile", c => c.FrontChannelLogoutUri = "http://127.0.0.1/logout");
        Expect.Tokens(await _server.PinAsync());
        var ended = Expect.Tokens(await _server.PinAsync());
        await _server.PostRawAsync("/api/v1/logout/", $$"""{"refresh":"{{ended.RefreshToken}}"}""", "application/json");
        var never = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();
        var end = _server.Clock.GetUtcNow().AddHours(24).ToUnixTimeMilliseconds();
        await _server.SqlAsync($"INSERT INTO logout_deliveries (id, session_id, subject, client_id, attempts, next_at, expires_at) SELECT session_id, session_id, 's', 'mobile', 1, {never}, {end} FROM session_clients");
        _server.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, await PruneAsync());
        _server.Clock.Advance(TimeSpan.FromSeconds(1));
        // A grant and a client; a live session keeps its own.
        Assert.Equal(2, await PruneAsync());
        _server.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(2, await PruneAsync());
        await using var db = await _server.DbAsync();
        Assert.Equal((1, 0), (await db.Set<SessionClient>().CountAsync(), await db.Set<LogoutDelivery>().CountAsync()));
    }

    [Fact]
    public async Task Many_batches_take_all_that_has_ended_and_nothing_else()
    {
        var live = Expect.Tokens(await _server.PinAsync()).RefreshToken;
        var ended = _server.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        await _server.SqlAsync($$"""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3500)
            INSERT INTO grants (id, session_id, subject, client_id, scopes, auth_time, acr, amr, created_at, expires_at)
            SELECT randomblob(16), session_id, subject, client_id, scopes, auth_time, acr, amr, created_at, expires_at FROM n, (SELECT * FROM grants LIMIT 1);
            INSERT INTO grant_states (id, generation, idle_expires_at, revoked_at)
            SELECT id, 0, expires_at, CASE WHEN row_number() OVER () % 2 = 0 THEN {{ended}} END FROM grants WHERE id NOT IN (SELECT id FROM grant_states)
            """);
        _server.Clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(1));
        Assert.Equal(1750, await PruneAsync());
        Assert.Equal(1751, (await RowsAsync()).Grants);
        await using (var db = await _server.DbAsync()) Assert.Equal(1751, await db.GrantStates.CountAsync());
        Expect.Tokens(await _server.OAuth.RefreshAsync(live));
    }

    [Fact]
    public async Task Pruning_beside_refreshes_disturbs_none_of_them()
    {
        var token = Expect.Tokens(await _server.PinAsync()).RefreshToken;
        using var stop = new CancellationTokenSource();
        var pruning = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested) await PruneAsync();
        });
        for (var i = 0; i < 60; i++) token = Expect.Tokens(await _server.OAuth.RefreshAsync(token)).RefreshToken;
        await stop.CancelAsync();
        await pruning;
    }

    [Theory]
    [InlineData(PrunableTable.DeviceRequests, "INSERT INTO device_requests (id, user_code, client_id, scopes, created_at, expires_at, \"interval\", decision, allowed) SELECT randomblob(16), randomblob(32), 'tv', 'openid', 0, i, 5, 0, '' FROM n")]
    [InlineData(PrunableTable.LogoutDeliveries, "INSERT INTO logout_deliveries (id, session_id, subject, client_id, attempts, next_at, expires_at) SELECT randomblob(16), randomblob(16), 's', 'web', 0, 9000000000000, i FROM n")]
    public async Task No_batch_of_what_waited_is_longer_than_a_thousand_rows(PrunableTable table, string insert)
    {
        await _server.SqlAsync("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500) " + insert);
        var store = _server.Services.GetRequiredService<ITokenStore>();
        var batches = new List<int>();
        for (byte[]? after = []; after is not null;)
        {
            var batch = await store.PruneAsync(table, after, DateTimeOffset.FromUnixTimeMilliseconds(2500), CancellationToken.None);
            batches.Add(batch.Deleted);
            after = batch.Next;
        }
        Assert.Equal([1000, 1000, 499], batches);
    }
}
