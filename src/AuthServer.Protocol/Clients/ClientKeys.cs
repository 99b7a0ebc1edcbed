using System.Collections.Concurrent;
using AuthServer.Protocol.Keys;
using AuthServer.Protocol.Outside;
using AuthServer.Protocol.Requests;
using Jose;

namespace AuthServer.Protocol.Clients;

/// <summary>Verifies what clients sign, with the public keys of their <c>jwks</c> or <c>jwks_uri</c>.</summary>
internal sealed class ClientKeys(IClientSites sites, TimeProvider time) : IDisposable
{
    // A client has at most 32 kB of keys.
    private const int MaxClients = 1000;

    // Clients that nobody vouches for can be any number, and all name one site that is not theirs.
    private const int MostOfAHost = 30;

    private readonly ConcurrentDictionary<string, ClientKeySet> _sets = new();
    private readonly Budget _limit = new(MostOfAHost, TimeSpan.FromMinutes(1));

    /// <summary>Whether the client signed a token; it takes as long for a client that does not exist.</summary>
    /// <param name="client">The client; null where there is none.</param>
    /// <param name="token">The token. What can be refused by its claims should be: an unknown key may have to be fetched.</param>
    /// <param name="algorithm">The one algorithm that the client registered for this kind of token; null any that the server knows.</param>
    /// <param name="cancel">Stops it.</param>
    public async ValueTask<bool> HoldsAsync(Client? client, StrictToken token, string? algorithm, CancellationToken cancel)
    {
        // RFC 8725 §3.1: what the server allows, never what the token says.
        if (!SigningAlgorithms.All.Contains(token.Algorithm)) return false;
        var allowed = client is not null && (algorithm is null || algorithm == token.Algorithm);
        var key = allowed ? await SetOf(client!).FindAsync(token, cancel) : null;
        return await TokenSignature.HoldsAsync(token, key ?? NobodysKey.For(token.Algorithm), [token.Algorithm]) && key is not null;
    }

    public void Dispose() => _limit.Dispose();

    private ClientKeySet SetOf(Client client)
    {
        if (_sets.TryGetValue(client.ClientId, out var known) && known.IsOf(client)) return known;
        // Of many who come first at once one begins the set, and the others take it: there is one fetch.
        var set = _sets.AddOrUpdate(client.ClientId, _ => Begin(client), (_, begun) => begun.IsOf(client) ? begun : Begin(client));
        // Those that anybody can make go first, and a client that somebody registered does not lose its keys to them.
        if (_sets.Count > MaxClients) _sets.TryRemove(_sets.Where(s => s.Value != set).OrderByDescending(s => s.Value.IsOfDocument).ThenBy(s => s.Value.Begun).First());
        return set;
    }

    private ClientKeySet Begin(Client client) => new(client, address => ReadAsync(client, address), time);

    // One more than the limit is as a site that does not answer.
    private Task<byte[]?> ReadAsync(Client client, Uri address) => client.Origin == ClientOrigin.Administrator || _limit.Take(address.Host) is null
        ? sites.ReadAsync(address, ClientJwks.MaxLength, CancellationToken.None)
        : Task.FromResult<byte[]?>(null);
}
