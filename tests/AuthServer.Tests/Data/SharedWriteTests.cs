using AuthServer.Data;
using AuthServer.Protocol.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace AuthServer.Tests.Data;

/// <summary>Plain writes share a transaction with all who write at that moment, and each is still by itself: whole, or not at all.</summary>
public sealed class SharedWriteTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private const string Put = "INSERT INTO throttles (key, count, ends_at) VALUES (@key, 1, 0)";
    private const string Get = "SELECT count FROM throttles WHERE key = @key";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Statements Statements => shared.Host.Services.GetRequiredService<Statements>();

    private static Guid NewKey() => Guid.CreateVersion7();

    private static Task<int> PutAsync(PlainWrite write, Guid key) => write.ExecuteAsync(Put, CancellationToken.None, ("@key", key));

    private async Task<bool> IsThereAsync(Guid key) => await Statements.FirstAsync(Get, row => row.GetInt32(0), Cancel, ("@key", key)) > 0;

    // Whoever writes while the turn is somebody else's waits, and is in one transaction with all others who did.
    private async Task TogetherAsync(params IEnumerable<Func<Task>> writes)
    {
        var turn = shared.Host.Services.GetRequiredService<WriteTurn>();
        await turn.TakeAsync(Cancel);
        List<Task> waiting = [Statements.ExecuteAsync("DELETE FROM throttles WHERE key = @key", Cancel, ("@key", NewKey())), .. writes.Select(write => write())];
        turn.Pass();
        await Task.WhenAll(waiting);
    }

    [Fact]
    public async Task What_fails_half_way_leaves_nothing_and_hurts_none_beside_it()
    {
        var keys = Enumerable.Range(0, 40).Select(_ => (First: NewKey(), Second: NewKey())).ToList();
        var runs = new int[keys.Count];
        // Every fourth puts its first key twice.
        await TogetherAsync(keys.Select((key, i) => (Func<Task>)(async () =>
        {
            var write = Statements.ShareAsync(async write =>
            {
                runs[i]++;
                await PutAsync(write, key.First);
                await PutAsync(write, i % 4 == 0 ? key.First : key.Second);
            }, Cancel);
            if (i % 4 == 0) await Assert.ThrowsAsync<SqliteException>(() => write);
            else await write;
        })));
        for (var i = 0; i < keys.Count; i++)
        {
            Assert.InRange(runs[i], 1, 2);
            Assert.Equal(i % 4 != 0, await IsThereAsync(keys[i].First));
            Assert.Equal(i % 4 != 0, await IsThereAsync(keys[i].Second));
        }
    }

    [Fact]
    public async Task Who_gives_up_while_waiting_has_written_nothing()
    {
        var (given, kept) = (NewKey(), NewKey());
        using var patience = new CancellationTokenSource();
        await TogetherAsync(
            () => Statements.ShareAsync(write => PutAsync(write, kept), Cancel),
            async () =>
            {
                var write = Statements.ShareAsync(write => PutAsync(write, given), patience.Token);
                await patience.CancelAsync();
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => write);
            });
        Assert.True(await IsThereAsync(kept));
        Assert.False(await IsThereAsync(given));
    }

    [Fact]
    public async Task A_write_within_a_write_is_refused_and_both_leave_nothing()
    {
        var (outer, inner) = (NewKey(), NewKey());
        Task InnerAsync() => Statements.ShareAsync(write => PutAsync(write, inner), CancellationToken.None);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Statements.ShareAsync(async write =>
        {
            await PutAsync(write, outer);
            await InnerAsync();
        }, Cancel));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Statements.WriteAsync(async write =>
        {
            await PutAsync(write, outer);
            await InnerAsync();
        }, Cancel));
        Assert.False(await IsThereAsync(outer));
        Assert.False(await IsThereAsync(inner));
        // The turn was passed on, and this flow may write again.
        await Statements.ShareAsync(write => PutAsync(write, outer), Cancel);
    }

    [Fact]
    public async Task A_statement_with_fewer_parameters_than_before_is_refused()
    {
        await Statements.ExecuteAsync(Put, Cancel, ("@key", NewKey()));
        await Assert.ThrowsAsync<ArgumentException>(() => Statements.ExecuteAsync(Put, Cancel));
    }

    [Fact]
    public async Task What_is_refused_puts_back_what_it_took_and_nothing_else()
    {
        var (before, taken) = (NewKey(), NewKey());
        var refusal = await Statements.ShareAsync(async write =>
        {
            await PutAsync(write, before);
            return await write.AllOrNoneAsync(async () =>
            {
                await PutAsync(write, taken);
                return "refused";
            }, CancellationToken.None);
        }, Cancel);
        Assert.Equal("refused", refusal);
        Assert.True(await IsThereAsync(before));
        Assert.False(await IsThereAsync(taken));
    }

    [Fact]
    public async Task Who_waits_for_something_else_is_refused_leaves_nothing_and_cannot_write_any_more()
    {
        var (before, after) = (NewKey(), NewKey());
        var gate = new TaskCompletionSource();
        var late = new TaskCompletionSource();
        await Assert.ThrowsAsync<InvalidOperationException>(() => Statements.ShareAsync(async write =>
        {
            await PutAsync(write, before);
            await gate.Task;
            try
            {
                await PutAsync(write, after);
                late.SetResult();
            }
            catch (InvalidOperationException e)
            {
                late.SetException(e);
            }
        }, Cancel));
        gate.SetResult();
        await Assert.ThrowsAsync<InvalidOperationException>(() => late.Task);
        Assert.False(await IsThereAsync(before));
        Assert.False(await IsThereAsync(after));
    }

    [Fact]
    public async Task What_follows_a_commit_does_not_follow_a_failure()
    {
        var followed = 0;
        await Statements.ShareAsync(write =>
        {
            write.AfterCommit(() => followed++);
            return PutAsync(write, NewKey());
        }, Cancel);
        await Assert.ThrowsAsync<SqliteException>(() => Statements.ShareAsync(async write =>
        {
            write.AfterCommit(() => followed++);
            var key = NewKey();
            await PutAsync(write, key);
            await PutAsync(write, key);
        }, Cancel));
        Assert.Equal(1, followed);
    }
}
