using Microsoft.EntityFrameworkCore;
using Quartz;
using ResourceApi.Data;

namespace ResourceApi.Verifications.Jobs;

/// <summary>Forgets providers' events that are older than any that is taken.</summary>
[DisallowConcurrentExecution]
internal sealed class PruneWebhookEvents(Writes writes, VerificationOptions options, TimeProvider clock) : IJob
{
    private const int Batch = 500;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var before = clock.GetUtcNow().AddDays(-options.EventsKeptDays).ToUnixTimeMilliseconds();
        int deleted;
        do deleted = await writes.RunAsync(db => db.Database.ExecuteSqlAsync(
            $"DELETE FROM webhook_events WHERE (provider, id) IN (SELECT provider, id FROM webhook_events WHERE received_at <= {before} ORDER BY received_at LIMIT {Batch})",
            cancellationToken), cancellationToken);
        while (deleted == Batch);
    }
}
