using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AuthServer.Protocol.Tests.Storage;

/// <summary>Where a grant stands lies in a row of its own.</summary>
public sealed class GrantStatesTests : IAsyncLifetime
{
    private readonly Server _server = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Grants_of_a_database_from_before_stand_where_they_stood()
    {
        var replayed = await RefreshedAsync();
        var revoked = await RefreshedAsync();
        var live = await RefreshedAsync();
        await _server.OAuth.PostAsync("/connect/revocation", null, null, ("client_id", "mobile"), ("token", revoked.Now));
        await using var db = await _server.DbAsync();
        var before = await StatesAsync(db);
        var migrator = db.GetService<IMigrator>();

        await migrator.MigrateAsync("ClientEnds", TestContext.Current.CancellationToken);
        await migrator.MigrateAsync(cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(before, await StatesAsync(db));
        Expect.Tokens(await _server.OAuth.RefreshAsync(live.Now));
        Expect.Refusal(await _server.OAuth.RefreshAsync(revoked.Now), "invalid_grant");
        Expect.Refusal(await _server.OAuth.RefreshAsync(replayed.First), "invalid_grant");
        Expect.Refusal(await _server.OAuth.RefreshAsync(replayed.Now), "invalid_grant");
    }

    [Fact]
    public async Task Refresh_changes_nothing_but_the_state()
    {
        var token = Expect.Tokens(await _server.PinAsync()).RefreshToken;
        await _server.SqlAsync("CREATE TRIGGER untouched BEFORE UPDATE ON grants BEGIN SELECT RAISE(ABORT, 'changed'); END");
        for (var i = 0; i < 3; i++) token = Expect.Tokens(await _server.OAuth.RefreshAsync(token)).RefreshToken;
        await using var db = await _server.DbAsync();
        Assert.Equal(3, await db.Grants.Select(g => g.State!.Generation).SingleAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Idle_end_is_never_past_the_grants_own()
    {
        var token = Expect.Tokens(await _server.PinAsync()).RefreshToken;
        await using var db = await _server.DbAsync();
        var end = await db.Grants.Select(g => g.ExpiresAt).SingleAsync(TestContext.Current.CancellationToken);
        while (end - _server.Clock.GetUtcNow() > TimeSpan.FromDays(10))
        {
            _server.Clock.Advance(TimeSpan.FromDays(7));
            token = Expect.Tokens(await _server.OAuth.RefreshAsync(token)).RefreshToken;
        }
        Assert.Equal(end, await db.Grants.Select(g => g.State!.IdleExpiresAt).SingleAsync(TestContext.Current.CancellationToken));
        _server.Clock.Advance(end - _server.Clock.GetUtcNow());
        Expect.Refusal(await _server.OAuth.RefreshAsync(token), "invalid_grant");
    }

    private async Task<(string First, string Now)> RefreshedAsync()
    {
        var first = Expect.Tokens(await _server.PinAsync()).RefreshToken;
        var second = Expect.Tokens(await _server.OAuth.RefreshAsync(first)).RefreshToken;
        return (first, Expect.Tokens(await _server.OAuth.RefreshAsync(second)).RefreshToken);
    }

    private static Task<List<string>> StatesAsync(DbContext db) => db.Database.SqlQueryRaw<string>(
        "SELECT hex(id) || ' ' || generation || ' ' || coalesce(rotated_at, '') || ' ' || idle_expires_at || ' ' || coalesce(revoked_at, '') AS Value FROM grant_states ORDER BY id").ToListAsync(TestContext.Current.CancellationToken);
}
