using System.Security.Cryptography;
using System.Text;
using AuthServer.Data;
using AuthServer.Protocol.Keys;

namespace AuthServer.Credentials;

/// <summary>How many messages a number or an address may get: one in 60 s, three in 15 minutes, six in 24 hours, in any such span.</summary>
public sealed class SendBudget(Statements statements, KeyRing ring, TimeProvider time)
{
    private static readonly KeyPurpose Keys = new("send-budget");
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    // The row holds the last six times: the newest must be a gap old, the third a quarter of an hour, the sixth a day.
    private const string Take = """
        INSERT INTO send_budgets AS b (key, sent1) VALUES (@key, @now)
        ON CONFLICT (key) DO UPDATE SET sent6 = b.sent5, sent5 = b.sent4, sent4 = b.sent3, sent3 = b.sent2, sent2 = b.sent1, sent1 = @now
        WHERE b.sent1 <= @gap AND (b.sent3 IS NULL OR b.sent3 <= @quarter) AND (b.sent6 IS NULL OR b.sent6 <= @day)
        RETURNING 1
        """;

    private const string Read = "SELECT sent1, sent3, sent6 FROM send_budgets WHERE key = @key";

    private const string Prune = "DELETE FROM send_budgets WHERE key IN (SELECT key FROM send_budgets WHERE sent1 < @before ORDER BY sent1 LIMIT @batch)";

    /// <summary>Takes one message out of the budget, in one step however many ask at once.</summary>
    /// <returns>Null where it may be sent, else how long to wait.</returns>
    public async Task<TimeSpan?> TakeAsync(string destination, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var key = HMACSHA256.HashData(ring.Derive(Keys, ring.Current), Encoding.UTF8.GetBytes(destination))[..16];
        var taken = await statements.FirstAsync(Take, _ => true, cancel, ("@key", key), ("@now", now), ("@gap", now - Gap), ("@quarter", now - Quarter), ("@day", now - Day));
        if (taken) return null;
        return await statements.FirstAsync(Read, row => (TimeSpan?)Wait(row, now), cancel, ("@key", key)) ?? Gap;
    }

    /// <summary>Deletes budgets that are full again.</summary>
    /// <returns>How many; fewer than <paramref name="batch"/> when it is through.</returns>
    public Task<int> PruneAsync(int batch, CancellationToken cancel) =>
        statements.ExecuteAsync(Prune, cancel, ("@before", time.GetUtcNow() - Day), ("@batch", batch));

    private static TimeSpan Wait(System.Data.Common.DbDataReader row, DateTimeOffset now)
    {
        var wait = TimeSpan.FromSeconds(1);
        TimeSpan[] spans = [Gap, Quarter, Day];
        for (var i = 0; i < spans.Length; i++)
        {
            if (row.IsDBNull(i)) continue;
            var left = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(i)) + spans[i] - now;
            if (left > wait) wait = left;
        }
        return wait;
    }
}
