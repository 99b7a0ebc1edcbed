using Quartz;
using ResourceApi.Idempotency;

namespace ResourceApi.Jobs;

/// <summary>Deletes answers that are kept no longer.</summary>
[DisallowConcurrentExecution]
internal sealed class PruneKeptAnswers(KeptAnswers answers) : IJob
{
    private const int Batch = 500;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        int deleted;
        do deleted = await answers.PruneAsync(Batch, cancellationToken);
        while (deleted == Batch);
    }
}
