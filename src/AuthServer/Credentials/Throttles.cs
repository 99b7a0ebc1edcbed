using System.Security.Cryptography;
using System.Text;
using AuthServer.Data;
using Sealing;

namespace AuthServer.Credentials;

/// <summary>Counts in the database, so that every node sees every count; each is taken in one step before what it limits is done.</summary>
public sealed class Throttles(Statements statements, KeyRing ring, TimeProvider time)
{
    private static readonly KeyPurpose Keys = new("throttle");

    private const string Take = """
        INSERT INTO throttles AS t (key, count, ends_at) VALUES (@key, 1, @ends)
        ON CONFLICT (key) DO UPDATE SET count = CASE WHEN t.ends_at <= @now THEN 1 ELSE t.count + 1 END, ends_at = CASE WHEN t.ends_at <= @now THEN @ends ELSE t.ends_at END
        WHERE t.ends_at <= @now OR t.count < @limit
        RETURNING 1
        """;

    private const string Read = "SELECT ends_at FROM throttles WHERE key = @key";
    private const string Spent = "SELECT ends_at FROM throttles WHERE key = @key AND ends_at > @now AND count >= @limit";
    private const string GiveBack = "UPDATE throttles SET count = count - 1 WHERE key = @key AND count > 0";
    private const string Prune = "DELETE FROM throttles WHERE key IN (SELECT key FROM throttles WHERE ends_at <= @now ORDER BY ends_at LIMIT @batch)";

    /// <summary>Takes one.</summary>
    /// <returns>Null where it was free, else how long to wait.</returns>
    public async Task<TimeSpan?> TakeAsync(PlainWrite write, Throttle throttle, CancellationToken cancel)
    {
        var (now, key) = (time.GetUtcNow(), KeyOf(throttle));
        var taken = await write.FirstAsync(Take, _ => true, cancel, ("@key", key), ("@now", now), ("@ends", now + throttle.Window), ("@limit", throttle.Limit));
        if (taken) return null;
        var ends = await write.FirstAsync(Read, row => (DateTimeOffset?)row.Time(0), cancel, ("@key", key));
        return ends > now ? ends - now : TimeSpan.FromSeconds(1);
    }

    /// <summary>Whether none is left, without taking one.</summary>
    /// <returns>Null where one is left, else how long to wait.</returns>
    public async Task<TimeSpan?> WaitAsync(PlainWrite write, Throttle throttle, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var ends = await write.FirstAsync(Spent, row => (DateTimeOffset?)row.Time(0), cancel, ("@key", KeyOf(throttle)), ("@now", now), ("@limit", throttle.Limit));
        return ends is { } end ? end - now : null;
    }

    /// <summary>Takes one, by itself.</summary>
    /// <returns>As above.</returns>
    public Task<TimeSpan?> TakeAsync(Throttle throttle, CancellationToken cancel) => statements.ShareAsync(write => TakeAsync(write, throttle, cancel), cancel);

    /// <summary>Takes one of each, until one is refused; within <see cref="PlainWrite.AllOrNoneAsync{TRefusal}"/> that is one of each or none.</summary>
    /// <returns>Null where all were free, else how long to wait.</returns>
    public async Task<TimeSpan?> TakeFirstAsync(PlainWrite write, IEnumerable<Throttle> asked, CancellationToken cancel)
    {
        foreach (var throttle in asked)
        {
            if (await TakeAsync(write, throttle, cancel) is { } wait) return wait;
        }
        return null;
    }

    /// <summary>Gives back what turned out not to count.</summary>
    public Task GiveBackAsync(PlainWrite write, Throttle throttle) => write.ExecuteAsync(GiveBack, CancellationToken.None, ("@key", KeyOf(throttle)));

    /// <summary>Deletes counts whose window has passed.</summary>
    /// <returns>How many; fewer than <paramref name="batch"/> when it is through.</returns>
    public Task<int> PruneAsync(int batch, CancellationToken cancel) => statements.ExecuteAsync(Prune, cancel, ("@now", time.GetUtcNow()), ("@batch", batch));

    // A MAC: whoever has the table learns neither addresses nor numbers, and the name keeps the counts apart.
    private byte[] KeyOf(Throttle throttle) => HMACSHA256.HashData(ring.Derive(Keys, ring.Current), Encoding.UTF8.GetBytes($"{throttle.Name}\n{throttle.Of}"))[..16];
}
