using Microsoft.EntityFrameworkCore;
using Quartz;
using ResourceApi.Data;
using ResourceApi.Verifications.Documents;

namespace ResourceApi.Verifications.Jobs;

/// <summary>Deletes files of documents that no row names: those of submissions and purges that were cut off.</summary>
[DisallowConcurrentExecution]
internal sealed class DeleteUnnamedFiles(IDbContextFactory<ApiDbContext> contexts, DocumentVault vault, TimeProvider clock, ILogger<DeleteUnnamedFiles> log) : IJob
{
    private const int Batch = 200;

    // A submission has written its files before it inserts their rows; none takes so long.
    private static readonly TimeSpan Youngest = TimeSpan.FromHours(1);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var deleted = 0;
        var batch = new List<string>();
        await foreach (var file in vault.ListAsync(clock.GetUtcNow() - Youngest, cancellationToken))
        {
            batch.Add(file);
            if (batch.Count < Batch)
                continue;
            deleted += await DeleteAsync(batch, cancellationToken);
            batch.Clear();
        }
        deleted += await DeleteAsync(batch, cancellationToken);
        if (deleted > 0)
            log.LogInformation("Deleted {Files} files of documents that no row names", deleted);
    }

    private async Task<int> DeleteAsync(List<string> batch, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var named = await db.Documents.Where(document => document.File != null && batch.Contains(document.File)).Select(document => document.File!).ToListAsync(cancel);
        return await vault.DeleteAsync(batch.Except(named), cancel);
    }
}
