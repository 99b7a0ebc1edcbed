using AuthServer.Audit;
using Quartz;

namespace AuthServer.Jobs;

/// <summary>Deletes rows of the audit that are older than they have to be kept, batch by batch.</summary>
[DisallowConcurrentExecution]
internal sealed class PruneAudit(AuditLog audit, AuditOptions options, TimeProvider time, ILogger<PruneAudit> log) : IJob
{
    private const int Batch = 500;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var (deleted, before) = (0, time.GetUtcNow() - TimeSpan.FromDays(options.RetentionDays));
        int last;
        do deleted += last = await audit.PruneAsync(before, Batch, cancellationToken);
        while (last == Batch);
        if (deleted > 0) log.LogInformation("Pruned {Rows} rows of the audit", deleted);
    }
}
