using System.Collections.Concurrent;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Outside;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AuthServer.Protocol.Registration;

/// <summary>Clients that nobody registered: their <c>client_id</c> is the address of a document in which they describe themselves (draft-ietf-oauth-client-id-metadata-document).</summary>
/// <remarks>Anybody can make the server look: it looks once at a time at an address, remembers that there was nothing, and remembers so many only. So many looks are under way at once, and so many wait; one more is refused and not remembered.</remarks>
public sealed class ClientDocuments : IDisposable
{
    // §6.6 recommends 5 kB; key sets are a little longer.
    private const int MaxBytes = 16 * 1024;
    private const int MostRemembered = 1000;
    private const int MostAtOnce = 8;
    private const int MostWaiting = 64;

    private readonly ConcurrentDictionary<string, ClientDocument> _known = new();
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _turns = new(MostAtOnce);
    private readonly Lazy<RegistrationPolicy> _policy;
    private readonly IClientSites _sites;
    private readonly RegistrationOptions _options;
    private readonly DocumentLimit _limit;
    private readonly TimeProvider _time;
    private readonly ILogger<ClientDocuments> _log;
    private int _looks;

    // The policy knows the grants, and grants know the clients: it is asked for when the first document is read.
    internal ClientDocuments(Lazy<RegistrationPolicy> policy, IClientSites sites, IOptions<RegistrationOptions> options, DocumentLimit limit, TimeProvider time, ILogger<ClientDocuments> log) =>
        (_policy, _sites, _options, _limit, _time, _log) = (policy, sites, options.Value, limit, time, log);

    /// <summary>The client whose document is at its id, or null.</summary>
    internal async ValueTask<Client?> FindAsync(string clientId, CancellationToken cancel)
    {
        if (!_options.ClientIdDocuments || ClientIdAddress.Parse(clientId) is not { } address || !_sites.MayReach(address)) return null;
        var now = _time.GetUtcNow();
        if (_known.TryGetValue(clientId, out var document) && !document.IsOver(now)) return await document.ClientAsync(cancel);
        return Begin(clientId, address, now) is { } look ? await look.ClientAsync(cancel) : document?.LastClient(now);
    }

    /// <inheritdoc/>
    public void Dispose() => _turns.Dispose();

    // The look that there is by now, or a new one; null where there is none to be had.
    private ClientDocument? Begin(string clientId, Uri address, DateTimeOffset now)
    {
        // Of many who come at once for one document, one is counted.
        lock (_gate)
        {
            if (_known.TryGetValue(clientId, out var document) && !document.IsOver(now)) return document;
            if (Volatile.Read(ref _looks) >= MostAtOnce + MostWaiting) return null;
            // One that is known as a client is looked at once an hour: it is nobody's to refuse by asking for others.
            if (document?.LastClient(now) is null && !_limit.Take(address)) return null;
            Interlocked.Increment(ref _looks);
            MakeRoom(now);
            return _known[clientId] = new ClientDocument((earlier, unwanted) => ReadAsync(clientId, address, earlier, unwanted), document);
        }
    }

    private async Task<ClientDocument.Reading> ReadAsync(string clientId, Uri address, ClientDocument.Reading? earlier, CancellationToken unwanted)
    {
        try
        {
            await _turns.WaitAsync(unwanted);
            try
            {
                return await LookAsync(clientId, address, earlier);
            }
            finally
            {
                _turns.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _looks);
        }
    }

    private async Task<ClientDocument.Reading> LookAsync(string clientId, Uri address, ClientDocument.Reading? earlier)
    {
        try
        {
            var json = await _sites.ReadAsync(address, MaxBytes, CancellationToken.None);
            var now = _time.GetUtcNow();
            // A site that is down for a while does not sign out the users of an app.
            if (json is null) return earlier is { Client: not null } && now - earlier.At < ClientDocument.LongestKept ? earlier with { Until = now + ClientDocument.AfterFailure } : ClientDocument.Nothing(now);
            return await JudgeAsync(clientId, json, now) is { } client ? new ClientDocument.Reading(client, now, now + ClientDocument.Kept) : ClientDocument.Nothing(now);
        }
        catch (Exception e)
        {
            // Whatever it is that breaks us: it must not make us look again at every request.
            _log.LogError(e, "The document of a client could not be read");
            return ClientDocument.Nothing(_time.GetUtcNow());
        }
    }

    private async Task<Client?> JudgeAsync(string clientId, byte[] json, DateTimeOffset now)
    {
        var read = MetadataReader.Parse(json);
        // §4.1: the client_id is that address, character by character; nothing is secret in what everybody can read.
        if (read.Refused || read.Value.ClientId != clientId || read.Value.ClientSecret is not null || read.Value.ClientSecretExpiresAt is not null) return null;
        var method = read.Value.TokenEndpointAuthMethod ?? AuthMethods.None;
        if (method is not (AuthMethods.None or AuthMethods.PrivateKeyJwt)) return null;
        var asked = read.Value with { TokenEndpointAuthMethod = method, ClientName = read.Value.ClientName ?? new Uri(clientId).Authority };
        var metadata = await _policy.Value.ApplyAsync(asked, _options.AllowedScopes, [], CancellationToken.None);
        if (metadata.Refused) return null;
        var client = new Client { ClientId = clientId, Name = "", Origin = ClientOrigin.Document, CreatedAt = now, RequirePkce = true };
        ClientMapping.Apply(metadata.Value, client);
        return client;
    }

    private void MakeRoom(DateTimeOffset now)
    {
        if (_known.Count < MostRemembered) return;
        foreach (var (id, document) in _known) if (document.IsOver(now) && document.LastClient(now) is null) _known.TryRemove(id, out _);
        // Still full: clients are the last to be forgotten, those that end first before others.
        foreach (var (id, _) in _known.OrderBy(d => d.Value.Worth).ThenBy(d => d.Value.Until).Take(_known.Count - MostRemembered + 1)) _known.TryRemove(id, out _);
    }
}
