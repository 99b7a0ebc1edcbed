using AuthServer.Credentials;
using AuthServer.Data;
using Quartz;

namespace AuthServer.Jobs;

/// <summary>Deletes one-time codes that have expired, and the budgets of guesses and messages that say nothing any more.</summary>
[DisallowConcurrentExecution]
internal sealed class PruneOneTimeCodes(OneTimeCodes codes, GuessBudget guesses, SendBudget sends, Throttles throttles, Statements statements, ILogger<PruneOneTimeCodes> log) : IJob
{
    private const int Batch = 500;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await PruneAsync("one-time codes", codes.PruneAsync, cancellationToken);
        await PruneAsync("guess budgets", guesses.PruneAsync, cancellationToken);
        await PruneAsync("send budgets", (batch, cancel) => sends.PruneAsync(statements, batch, cancel), cancellationToken);
        await PruneAsync("throttles", throttles.PruneAsync, cancellationToken);
    }

    // Small batches: nobody who signs in waits for long, and a run that is killed loses nothing.
    private async Task PruneAsync(string what, Func<int, CancellationToken, Task<int>> prune, CancellationToken cancel)
    {
        var deleted = 0;
        int last;
        do deleted += last = await prune(Batch, cancel);
        while (last == Batch);
        if (deleted > 0) log.LogInformation("Pruned {Rows} {What}", deleted, what);
    }
}
