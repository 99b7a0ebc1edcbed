using Microsoft.EntityFrameworkCore;
using Quartz;
using ResourceApi.Data;
using ResourceApi.Verifications.Documents;

namespace ResourceApi.Verifications.Jobs;

/// <summary>Brings what is sealed under an older key of the ring under its newest, row by row, so that the older one can be taken off; the files stay as they are.</summary>
/// <remarks>What a node with a newer ring has written is left alone.</remarks>
[DisallowConcurrentExecution]
internal sealed class RewrapKeys(IDbContextFactory<ApiDbContext> contexts, Writes writes, DocumentVault vault, Declarations declarations, ILogger<RewrapKeys> log) : IJob
{
    private const int Batch = 100;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var documents = await EachAsync(
            (db, after) => db.Documents.Where(row => row.WrappedKey != null && row.RingKey < vault.CurrentKey && row.Id.CompareTo(after) > 0).Select(row => row.Id), RewrapAsync, cancellationToken);
        var declared = await EachAsync(
            (db, after) => db.Verifications.Where(row => row.DeclarationKey < declarations.CurrentKey && row.Id.CompareTo(after) > 0).Select(row => row.Id), ResealAsync, cancellationToken);
        if (documents + declared > 0)
            log.LogInformation("Brought {Rows} rows under key {Key} of the ring", documents + declared, vault.CurrentKey);
    }

    private async Task<int> EachAsync(Func<ApiDbContext, Guid, IQueryable<Guid>> older, Func<ApiDbContext, Guid, CancellationToken, Task<int>> bring, CancellationToken cancel)
    {
        var (last, done) = (Guid.Empty, 0);
        List<Guid> ids;
        do
        {
            await using (var db = await contexts.CreateDbContextAsync(cancel))
                ids = await older(db, last).OrderBy(id => id).Take(Batch).ToListAsync(cancel);
            foreach (var id in ids)
                done += await TryAsync(last = id, bring, cancel);
        }
        while (ids.Count == Batch);
        return done;
    }

    private async Task<int> TryAsync(Guid id, Func<ApiDbContext, Guid, CancellationToken, Task<int>> bring, CancellationToken cancel)
    {
        try
        {
            return await writes.RunAsync(db => bring(db, id, cancel), cancel);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            // One that does not open must not keep the others under the old key; the next run tries it again.
            log.LogError(e, "Row {Row} could not be brought under key {Key} of the ring", id, vault.CurrentKey);
            return 0;
        }
    }

    private async Task<int> RewrapAsync(ApiDbContext db, Guid id, CancellationToken cancel)
    {
        if (await db.Documents.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id && row.WrappedKey != null && row.RingKey < vault.CurrentKey, cancel) is not { } document)
            return 0;
        var wrapped = vault.Rewrap(document);
        return await db.Documents.Where(row => row.Id == id).ExecuteUpdateAsync(
            row => row.SetProperty(one => one.WrappedKey, wrapped).SetProperty(one => one.RingKey, vault.CurrentKey), cancel);
    }

    private async Task<int> ResealAsync(ApiDbContext db, Guid id, CancellationToken cancel)
    {
        if (await db.Verifications.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id && row.DeclarationKey < declarations.CurrentKey, cancel) is not { } verification)
            return 0;
        var content = declarations.Reseal(id, verification.DeclarationKey, verification.Declaration);
        return await db.Verifications.Where(row => row.Id == id).ExecuteUpdateAsync(
            row => row.SetProperty(one => one.Declaration, content).SetProperty(one => one.DeclarationKey, declarations.CurrentKey), cancel);
    }
}
