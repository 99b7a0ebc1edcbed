using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using ResourceApi.Data;
using Sealing;

namespace ResourceApi.Limits;

/// <summary>Counts in the database, so that every node sees every count; each is taken in one step before what it limits is done.</summary>
internal sealed class Budgets(Writes writes, KeyRing ring, TimeProvider clock)
{
    private const string Savepoint = "all_or_none";
    private static readonly KeyPurpose Keys = new("api-budget");

    /// <summary>Takes one of each of <paramref name="budgets"/>, or of none.</summary>
    /// <returns>Null where all were free, else how long to wait.</returns>
    public Task<TimeSpan?> TakeAsync(IReadOnlyList<Budget> budgets, CancellationToken cancel) =>
        writes.RunAsync(async db => (await TakeAsync(db, budgets, cancel))?.Wait, cancel);

    /// <summary>As above, in the transaction of <paramref name="db"/>, for what is written with it; returns which was not free.</summary>
    public async Task<SpentBudget?> TakeAsync(ApiDbContext db, IReadOnlyList<Budget> budgets, CancellationToken cancel)
    {
        var transaction = db.Database.CurrentTransaction!;
        await transaction.CreateSavepointAsync(Savepoint, cancel);
        foreach (var budget in budgets)
        {
            if (await TakeAsync(db, budget, cancel) is not { } wait)
                continue;
            // What was taken before it is put back.
            await transaction.RollbackToSavepointAsync(Savepoint, cancel);
            return new SpentBudget(budget, wait);
        }
        return null;
    }

    /// <summary>Deletes counts whose window has passed, by batches.</summary>
    public Task<int> PruneAsync(int batch, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        return writes.RunAsync(
            db => db.Database.ExecuteSqlAsync($"DELETE FROM budgets WHERE key IN (SELECT key FROM budgets WHERE ends_at <= {now} ORDER BY ends_at LIMIT {batch})", cancel), cancel);
    }

    private async Task<TimeSpan?> TakeAsync(ApiDbContext db, Budget budget, CancellationToken cancel)
    {
        var key = HMACSHA256.HashData(ring.Derive(Keys, ring.Oldest), Encoding.UTF8.GetBytes($"{budget.Name}\n{budget.Of}"))[..16];
        var moment = clock.GetUtcNow();
        var (now, ends) = (moment.ToUnixTimeMilliseconds(), (moment + budget.Window).ToUnixTimeMilliseconds());
        var taken = await db.Database.ExecuteSqlAsync(
            $"""
             INSERT INTO budgets AS b (key, count, ends_at) VALUES ({key}, 1, {ends})
             ON CONFLICT (key) DO UPDATE SET count = CASE WHEN b.ends_at <= {now} THEN 1 ELSE b.count + 1 END, ends_at = CASE WHEN b.ends_at <= {now} THEN {ends} ELSE b.ends_at END
             WHERE b.ends_at <= {now} OR b.count < {budget.Limit}
             """, cancel);
        if (taken > 0)
            return null;
        var known = await db.Budgets.AsNoTracking().Where(count => count.Key == key).Select(count => count.EndsAt).SingleAsync(cancel);
        return known - moment is var left && left > TimeSpan.Zero ? left : TimeSpan.FromSeconds(1);
    }
}
