using Microsoft.EntityFrameworkCore;
using Quartz;
using ResourceApi.Data;
using ResourceApi.Verifications.Documents;

namespace ResourceApi.Verifications.Jobs;

/// <summary>Brings what is sealed under an older key of the ring under its newest, so that the older one can be taken off; the files stay as they are.</summary>
[DisallowConcurrentExecution]
internal sealed class RewrapKeys(Writes writes, DocumentVault vault, Declarations declarations, ILogger<RewrapKeys> log) : IJob
{
    private const int Batch = 100;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        int done, all = 0;
        do all += done = await writes.RunAsync(db => RewrapDocumentsAsync(db, cancellationToken), cancellationToken);
        while (done == Batch);
        do all += done = await writes.RunAsync(db => ResealDeclarationsAsync(db, cancellationToken), cancellationToken);
        while (done == Batch);
        if (all > 0)
            log.LogInformation("Brought {Rows} rows under key {Key} of the ring", all, vault.CurrentKey);
    }

    private async Task<int> RewrapDocumentsAsync(ApiDbContext db, CancellationToken cancel)
    {
        var old = await db.Documents.AsNoTracking().Where(document => document.WrappedKey != null && document.RingKey != vault.CurrentKey).Take(Batch).ToListAsync(cancel);
        foreach (var document in old)
        {
            var wrapped = vault.Rewrap(document);
            await db.Documents.Where(row => row.Id == document.Id).ExecuteUpdateAsync(
                row => row.SetProperty(one => one.WrappedKey, wrapped).SetProperty(one => one.RingKey, vault.CurrentKey), cancel);
        }
        return old.Count;
    }

    private async Task<int> ResealDeclarationsAsync(ApiDbContext db, CancellationToken cancel)
    {
        var old = await db.Verifications.AsNoTracking().Where(one => one.DeclarationKey != declarations.CurrentKey).Take(Batch).ToListAsync(cancel);
        foreach (var verification in old)
        {
            var content = declarations.Reseal(verification.Id, verification.DeclarationKey, verification.Declaration);
            await db.Verifications.Where(row => row.Id == verification.Id).ExecuteUpdateAsync(
                row => row.SetProperty(one => one.Declaration, content).SetProperty(one => one.DeclarationKey, declarations.CurrentKey), cancel);
        }
        return old.Count;
    }
}
