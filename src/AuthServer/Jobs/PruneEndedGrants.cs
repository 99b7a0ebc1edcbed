using AuthServer.Events;
using AuthServer.Protocol.Storage;
using Quartz;

namespace AuthServer.Jobs;

/// <summary>Deletes grants, sessions and revocations a day after their end, used values at theirs, and what waited for a device or a client ten minutes after, batch by batch along their keys.</summary>
/// <remarks>A live grant is its own reuse marker, so no marker is lost. A killed run is begun anew by the next: what it deleted is gone, and the rest is found again.</remarks>
[DisallowConcurrentExecution]
internal sealed class PruneEndedGrants(ITokenStore store, SecurityEventOutbox outbox, TimeProvider time, ILogger<PruneEndedGrants> log) : IJob
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    // A device that polls late hears that its code has expired.
    private static readonly TimeSpan KeptWaiting = TimeSpan.FromMinutes(10);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow();
        var endedBefore = now - Kept;
        // Grants before sessions: a session goes when its last grant has.
        foreach (var table in Enum.GetValues<PrunableTable>())
        {
            var deleted = await PruneAsync(table, now - KeptFor(table), cancellationToken);
            if (deleted > 0) log.LogInformation("Pruned {Rows} rows of {Table}", deleted, table);
        }
        await outbox.PruneAsync(endedBefore, cancellationToken);
    }

    private static TimeSpan KeptFor(PrunableTable table) => table switch
    {
        // Whose own time refuses it has nothing to remember, and busy clients leave many of them.
        PrunableTable.UsedTokens => TimeSpan.Zero,
        PrunableTable.DeviceRequests or PrunableTable.LogoutDeliveries => KeptWaiting,
        _ => Kept,
    };

    private async Task<int> PruneAsync(PrunableTable table, DateTimeOffset endedBefore, CancellationToken cancel)
    {
        var deleted = 0;
        for (byte[]? after = []; after is not null;)
        {
            cancel.ThrowIfCancellationRequested();
            var batch = await store.PruneAsync(table, after, endedBefore, cancel);
            deleted += batch.Deleted;
            after = batch.Next;
        }
        return deleted;
    }
}
