using Quartz;
using ResourceApi.Idempotency;
using ResourceApi.Limits;
using ResourceApi.People;

namespace ResourceApi.Jobs;

/// <summary>Deletes counts that limit nothing any more and answers that are kept no longer, and forgets which tokens were refused that have died.</summary>
[DisallowConcurrentExecution]
internal sealed class PruneEnded(Budgets budgets, KeptAnswers answers, OldTokens tokens) : IJob
{
    private const int Batch = 500;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        tokens.Forget();
        await PruneAsync(budgets.PruneAsync, cancellationToken);
        await PruneAsync(answers.PruneAsync, cancellationToken);
    }

    // Small batches: nobody who writes waits for long, and a run that is killed loses nothing.
    private static async Task PruneAsync(Func<int, CancellationToken, Task<int>> prune, CancellationToken cancel)
    {
        while (await prune(Batch, cancel) == Batch)
            continue;
    }
}
