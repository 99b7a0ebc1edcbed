using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Grants;
using AuthServer.Protocol.Storage;
using Sealing;

namespace AuthServer.Protocol.Tokens;

/// <summary>Finds the grant behind a refresh token without using the token up.</summary>
public sealed class RefreshTokens(ITokenStore store, KeyRing ring, TimeProvider time)
{
    /// <summary>The live grant of a genuine refresh token, whatever its generation; null for everything else.</summary>
    public async ValueTask<Grant?> FindAsync(string token, CancellationToken cancel) => RefreshToken.TryParse(token, ring, out var parsed) ? await FindLiveAsync(parsed.GrantId, cancel) : null;

    /// <summary>As <see cref="FindAsync"/>, but only for a token that is the one good now and this client's: what introspection may call active.</summary>
    internal async ValueTask<Grant?> FindCurrentAsync(string token, Client client, CancellationToken cancel) =>
        RefreshToken.TryParse(token, ring, out var parsed)
        && await FindLiveAsync(parsed.GrantId, cancel) is { } grant
        && grant.ClientId == client.ClientId
        && grant.State!.Generation == parsed.Generation
        && grant.Scopes.Contains(StandardScopes.OfflineAccess) ? grant : null;

    private async ValueTask<Grant?> FindLiveAsync(Guid id, CancellationToken cancel) =>
        await store.FindLiveStateAsync(id, time.GetUtcNow(), cancel) is { } state && await store.FindGrantAsync(id, cancel) is { } grant ? grant with { State = state } : null;
}
