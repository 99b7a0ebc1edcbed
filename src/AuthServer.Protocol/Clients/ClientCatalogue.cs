using System.Collections.Concurrent;
using AuthServer.Protocol.Registration;
using AuthServer.Protocol.Storage;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Protocol.Clients;

/// <summary>The registered clients, read through a cache. Whoever changes one calls <see cref="Forget"/> before answering.</summary>
public sealed class ClientCatalogue(IDbContextFactory<ProtocolDbContext> db, ClientDocuments documents)
{
    private const int MaxClientIdLength = 256;
    private readonly ConcurrentDictionary<string, Client> _known = new();
    private int _changes;

    /// <summary>The enabled client of that id, or null.</summary>
    public async ValueTask<Client?> FindAsync(string? clientId, CancellationToken cancel)
    {
        if (clientId is null or { Length: > MaxClientIdLength }) return null;
        if (!_known.TryGetValue(clientId, out var client))
        {
            var before = Volatile.Read(ref _changes);
            client = await ReadAsync(clientId, cancel);
            // Unknown ids are not remembered: callers make them up, and the cache must not grow by them.
            if (client is null) return await documents.FindAsync(clientId, cancel);
            _known.TryAdd(clientId, client);
            // A read that began before a change must not leave the old state behind.
            if (before != Volatile.Read(ref _changes)) _known.TryRemove(clientId, out _);
        }
        return client.Enabled ? client : null;
    }

    /// <summary>Forgets a client that was changed: its next request reads it anew.</summary>
    public void Forget(string clientId)
    {
        Interlocked.Increment(ref _changes);
        _known.TryRemove(clientId, out _);
    }

    private async Task<Client?> ReadAsync(string clientId, CancellationToken cancel)
    {
        await using var context = await db.CreateDbContextAsync(cancel);
        return await context.Clients.AsNoTracking().Include(c => c.Secrets).SingleOrDefaultAsync(c => c.ClientId == clientId, cancel);
    }
}
