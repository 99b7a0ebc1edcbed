using AuthServer.Protocol.Registration;
using Quartz;

namespace AuthServer.Jobs;

/// <summary>Deletes clients that registered themselves and were never used, batch by batch.</summary>
[DisallowConcurrentExecution]
internal sealed class PruneUnusedClients(UnusedClients clients, ILogger<PruneUnusedClients> log) : IJob
{
    private const int Batch = 200;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var deleted = 0;
        int last;
        do deleted += last = await clients.PruneAsync(Batch, cancellationToken);
        while (last == Batch);
        if (deleted > 0) log.LogInformation("Pruned {Clients} clients that registered themselves and were never used", deleted);
    }
}
