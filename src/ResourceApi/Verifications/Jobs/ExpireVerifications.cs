using Microsoft.EntityFrameworkCore;
using Quartz;
using ResourceApi.Data;

namespace ResourceApi.Verifications.Jobs;

/// <summary>Brings what was verified long enough ago to its end, one by one; who wins between nodes is decided by the row's state.</summary>
[DisallowConcurrentExecution]
internal sealed class ExpireVerifications(IDbContextFactory<ApiDbContext> contexts, Writes writes, Decisions decisions, TimeProvider clock, ILogger<ExpireVerifications> log) : IJob
{
    private const int Batch = 100;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var now = clock.GetUtcNow();
        List<Guid> ids;
        var last = Guid.Empty;
        do
        {
            ids = await DueAsync(now, last, cancellationToken);
            foreach (var id in ids)
                await ExpireAsync(last = id, now, cancellationToken);
        }
        while (ids.Count == Batch);
    }

    private async Task<List<Guid>> DueAsync(DateTimeOffset now, Guid after, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Verifications.Where(one => one.Status == VerificationStatus.Verified && one.ExpiresAt <= now && one.Id.CompareTo(after) > 0)
            .OrderBy(one => one.Id).Select(one => one.Id).Take(Batch).ToListAsync(cancel);
    }

    private async Task ExpireAsync(Guid id, DateTimeOffset now, CancellationToken cancel)
    {
        try
        {
            await writes.RunAsync(async db =>
            {
                if (await db.Verifications.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id && one.Status == VerificationStatus.Verified && one.ExpiresAt <= now, cancel) is { } due)
                    await decisions.ApplyAsync(db, due, new Decision(VerificationStatus.Expired, Actor.Job), [VerificationStatus.Expired], cancel);
            }, cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // One that can't be must not keep the others from it; the next run tries it again.
            log.LogError(e, "Verification {Verification} could not be expired", id);
        }
    }
}
