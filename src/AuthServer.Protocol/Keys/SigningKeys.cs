using System.Security.Cryptography;
using AuthServer.Protocol.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sealing;

namespace AuthServer.Protocol.Keys;

/// <summary>The signing keys: published before use, one active for each algorithm, kept after use until the last token is gone.</summary>
public sealed class SigningKeys(IDbContextFactory<ProtocolDbContext> db, KeyRing ring, IOptions<ProtocolOptions> options, TimeProvider time, ILogger<SigningKeys> log)
{
    private readonly KeySealer _sealer = new(ring);
    private KeySet _keys = KeySet.Empty;

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
        await using var context = await db.CreateDbContextAsync(cancel);
        var stored = await context.SigningKeys.AsNoTracking().ToListAsync(cancel);
        // RSA keys take long to find: the first start looks for two at once.
        foreach (var next in SigningAlgorithms.All.AsParallel().AsOrdered().Select(algorithm => Successor(stored.Where(k => k.Algorithm == algorithm).MaxBy(k => k.Generation), algorithm)).OfType<StoredKey>().ToList())
        {
            stored.Add(await AddAsync(context, next, cancel));
            log.LogInformation("Signing key {Kid} ({Algorithm}) is published and signs from {ActiveFrom}", next.Kid, next.Algorithm, next.ActiveFrom);
        }
        var now = time.GetUtcNow();
        _keys = KeySet.Of(stored, Open, now - options.Value.KeyKeptAfterUse, now - options.Value.SessionLifetime);
    }

    private StoredKey? Successor(StoredKey? newest, string algorithm)
    {
        var now = time.GetUtcNow();
        if (newest is null) return _sealer.Create(algorithm, generation: 1, now);
        var due = newest.ActiveFrom + options.Value.KeyLifetime;
        if (now < due - options.Value.KeyPublishedBeforeUse) return null;
        // A server that was off for months still publishes the next key before it signs with it.
        var earliest = now + options.Value.KeyPublishedBeforeUse;
        return _sealer.Create(algorithm, newest.Generation + 1, due > earliest ? due : earliest);
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
}
