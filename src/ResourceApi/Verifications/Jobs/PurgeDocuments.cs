using Microsoft.EntityFrameworkCore;
using Quartz;
using ResourceApi.Audit;
using ResourceApi.Data;
using ResourceApi.Verifications.Documents;

namespace ResourceApi.Verifications.Jobs;

/// <summary>Deletes the documents that have been kept long enough: their keys first, which makes every copy unreadable, then the files.</summary>
[DisallowConcurrentExecution]
internal sealed class PurgeDocuments(Writes writes, DocumentVault vault, AuditTrail audit, VerificationOptions options, TimeProvider clock) : IJob
{
    private const int Batch = 100;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        foreach (var type in Enum.GetValues<VerificationType>())
        {
            foreach (var status in Enum.GetValues<VerificationStatus>())
            {
                if (options.Policy(type).RetentionDays(status) is { } days)
                    await PurgeAsync(type, status, clock.GetUtcNow().AddDays(-days), cancellationToken);
            }
        }
    }

    private async Task PurgeAsync(VerificationType type, VerificationStatus status, DateTimeOffset before, CancellationToken cancel)
    {
        List<string> files;
        do
        {
            files = await writes.RunAsync(db => DropKeysAsync(db, type, status, before, cancel), cancel);
            // A run that is killed here leaves files that no row names: they are cleared away as such.
            await vault.DeleteAsync(files, cancel);
        }
        while (files.Count == Batch);
    }

    private async Task<List<string>> DropKeysAsync(ApiDbContext db, VerificationType type, VerificationStatus status, DateTimeOffset before, CancellationToken cancel)
    {
        var due = await db.Documents.AsNoTracking().Where(document => document.WrappedKey != null)
            .Join(db.Verifications.Where(one => one.Type == type && one.Status == status && one.ChangedAt <= before), document => document.VerificationId, one => one.Id, (document, one) => new { document, one.UserId })
            .OrderBy(pair => pair.document.Id).Take(Batch).ToListAsync(cancel);
        var ids = due.ConvertAll(pair => pair.document.Id);
        await db.Documents.Where(document => ids.Contains(document.Id)).ExecuteUpdateAsync(row => row
            .SetProperty(document => document.WrappedKey, (byte[]?)null)
            .SetProperty(document => document.File, (string?)null)
            .SetProperty(document => document.PurgedAt, clock.GetUtcNow()), cancel);
        foreach (var pair in due)
            audit.Add(db, Actor.Job.Name, "verification.document_purged", pair.UserId, pair.document.VerificationId.ToString(), $"document {pair.document.Number}");
        return due.ConvertAll(pair => pair.document.File!);
    }
}
