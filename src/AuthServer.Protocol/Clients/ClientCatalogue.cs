using System.Collections.Concurrent;
using AuthServer.Protocol.Registration;
using AuthServer.Protocol.Storage;

namespace AuthServer.Protocol.Clients;

/// <summary>The registered clients, read through a cache. Whoever changes one calls <see cref="Forget"/> before answering.</summary>
public sealed class ClientCatalogue(SqliteReaders readers, ClientDocuments documents)
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
            client = readers.Read(s => s.Client(clientId));
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
}
