using Quartz;
using ResourceApi.Limits;

namespace ResourceApi.Jobs;

/// <summary>Deletes counts that limit nothing any more.</summary>
[DisallowConcurrentExecution]
internal sealed class PruneBudgets(Budgets budgets) : IJob
{
    private const int Batch = 500;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        int deleted;
        do deleted = await budgets.PruneAsync(Batch, cancellationToken);
        while (deleted == Batch);
    }
}
