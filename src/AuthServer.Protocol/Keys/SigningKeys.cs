using System.Security.Cryptography;
using AuthServer.Protocol.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sealing;

namespace AuthServer.Protocol.Keys;

/// <summary>The signing keys: published before use, one active for each algorithm, kept after use until the last token is gone.</summary>
public sealed class SigningKeys(SqliteReaders readers, IDbContextFactory<ProtocolDbContext> db, KeyRing ring, IOptions<ProtocolOptions> options, TimeProvider time, ILogger<SigningKeys> log) : IDisposable
{
    // One after the other: what was read before another's change must not be the last.
    private readonly SemaphoreSlim _refreshing = new(1, 1);
    private readonly KeySealer _sealer = new(ring);
    private KeySet _keys = KeySet.Empty;

    /// <summary>Begins to look for the keys of an empty database before they are asked for: call it first of all, where there is none yet.</summary>
    public static void FindAhead() => KeySealer.FindAhead();

    /// <summary>The key set document (RFC 7517 §5), ready to send.</summary>
    internal ReadOnlyMemory<byte> Jwks => _keys.Json;

    /// <summary>Every key whose signatures are still good.</summary>
    internal IReadOnlyList<SigningKey> Published => _keys.Published;

    /// <summary>Keys whose ID tokens are still good as hints: a session lasts longer than a key is published.</summary>
    internal IReadOnlyList<SigningKey> Retired => _keys.Retired;

    /// <summary>The key that signs now.</summary>
    internal SigningKey Active(string algorithm) => _keys.Active(algorithm, time.GetUtcNow());

    /// <summary>Loads the keys, makes what is missing, and announces successors in time. Run at the start and by a job; safe on many nodes.</summary>
    public async Task RefreshAsync(CancellationToken cancel)
    {
        await _refreshing.WaitAsync(cancel);
        try
        {
            await ReadAsync(cancel);
        }
        finally
        {
            _refreshing.Release();
        }
    }

    /// <summary>Makes a successor of every key before its time; nothing is kept yet.</summary>
    /// <param name="emergency">It signs at once. Otherwise it signs once every cache has it, and an algorithm whose successor waits already gets no other.</param>
    public IReadOnlyList<StoredKey> Next(bool emergency)
    {
        var stored = readers.Read(s => s.SigningKeys());
        var now = time.GetUtcNow();
        var due = SigningAlgorithms.All.Select(algorithm => stored.Where(k => k.Algorithm == algorithm).MaxBy(k => k.Generation)).OfType<StoredKey>().Where(newest => emergency || newest.ActiveFrom <= now);
        return [.. due.AsParallel().AsOrdered().Select(newest => _sealer.Create(newest.Algorithm, newest.Generation + 1, emergency ? now : now + options.Value.KeyPublishedBeforeUse))];
    }

    /// <summary>Keeps successors that <see cref="Next"/> made, within a transaction; where another was first, its key is the one.</summary>
    /// <param name="context">The tables, in the transaction.</param>
    /// <param name="next">The keys.</param>
    /// <param name="emergency">Every older key of the same algorithm goes: it leaves the key set, and what it signed is refused.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>Those that were kept.</returns>
    public static async Task<IReadOnlyList<StoredKey>> KeepAsync(ProtocolDbContext context, IReadOnlyList<StoredKey> next, bool emergency, CancellationToken cancel)
    {
        var kept = new List<StoredKey>();
        foreach (var key in next)
        {
            var newest = await context.SigningKeys.AsNoTracking().Where(k => k.Algorithm == key.Algorithm).OrderByDescending(k => k.Generation).FirstAsync(cancel);
            // In an emergency one that waits is not enough: it may be in the same hands.
            if (newest.Generation >= key.Generation && (!emergency || newest.ActiveFrom <= key.ActiveFrom)) continue;
            var generation = Math.Max(key.Generation, newest.Generation + 1);
            var row = new StoredKey { Kid = key.Kid, Algorithm = key.Algorithm, Generation = generation, RingVersion = key.RingVersion, SealedKey = key.SealedKey, ActiveFrom = key.ActiveFrom };
            context.SigningKeys.Add(row);
            await context.SaveChangesAsync(cancel);
            if (emergency) await context.SigningKeys.Where(k => k.Algorithm == key.Algorithm && k.Generation < generation).ExecuteDeleteAsync(cancel);
            kept.Add(row);
        }
        return kept;
    }

    /// <inheritdoc/>
    public void Dispose() => _refreshing.Dispose();

    private async Task ReadAsync(CancellationToken cancel)
    {
        var stored = readers.Read(s => s.SigningKeys());
        var due = SigningAlgorithms.All.Select(algorithm => Due(stored.Where(k => k.Algorithm == algorithm).MaxBy(k => k.Generation), algorithm)).OfType<Wanted>().ToList();
        if (due.Count > 0) stored.AddRange(await AddAsync(due, cancel));
        var now = time.GetUtcNow();
        _keys = KeySet.Of(stored, Open, now - options.Value.KeyKeptAfterUse, now - options.Value.SessionLifetime);
    }

    /// <returns>The key that is to be made for an algorithm; null where none is yet.</returns>
    private Wanted? Due(StoredKey? newest, string algorithm)
    {
        var now = time.GetUtcNow();
        if (newest is null) return new Wanted(algorithm, 1, now);
        var due = newest.ActiveFrom + options.Value.KeyLifetime;
        if (now < due - options.Value.KeyPublishedBeforeUse) return null;
        // A server that was off for months still publishes the next key before it signs with it.
        var earliest = now + options.Value.KeyPublishedBeforeUse;
        return new Wanted(algorithm, newest.Generation + 1, due > earliest ? due : earliest);
    }

    private async Task<List<StoredKey>> AddAsync(List<Wanted> due, CancellationToken cancel)
    {
        var added = new List<StoredKey>();
        await using var context = await db.CreateDbContextAsync(cancel);
        // RSA keys take long to find: the first start looks for two at once.
        foreach (var next in due.AsParallel().AsOrdered().Select(key => _sealer.Create(key.Algorithm, key.Generation, key.ActiveFrom)).ToList())
        {
            added.Add(await AddAsync(context, next, cancel));
            log.LogInformation("Signing key {Kid} ({Algorithm}) is published and signs from {ActiveFrom}", next.Kid, next.Algorithm, next.ActiveFrom);
        }
        return added;
    }

    private static async Task<StoredKey> AddAsync(ProtocolDbContext context, StoredKey key, CancellationToken cancel)
    {
        context.SigningKeys.Add(key);
        try
        {
            await context.SaveChangesAsync(cancel);
            return key;
        }
        catch (DbUpdateException)
        {
            // The unique generation is taken: another node was first. Its key is the one.
            context.ChangeTracker.Clear();
            return await context.SigningKeys.AsNoTracking().SingleAsync(k => k.Algorithm == key.Algorithm && k.Generation == key.Generation, cancel);
        }
    }

    private SigningKey Open(StoredKey key)
    {
        try
        {
            return _keys.Published.Concat(_keys.Retired).FirstOrDefault(k => k.Stored.Kid == key.Kid) ?? new SigningKey(key, _sealer.Open(key));
        }
        catch (CryptographicException e)
        {
            throw new InvalidOperationException($"The signing key {key.Kid} does not open under the key ring. Restore the Protocol:KeyRingFile that this database was used with.", e);
        }
    }

    private sealed record Wanted(string Algorithm, int Generation, DateTimeOffset ActiveFrom);
}
