using AuthServer.Protocol.Outside;

namespace Micro;

/// <summary>A host without a way out: the clients that are measured have their keys with them.</summary>
internal sealed class Nowhere : IClientSites
{
    public bool MayReach(Uri address) => false;

    public Task<byte[]?> ReadAsync(Uri address, int mostBytes, CancellationToken cancel) => Task.FromResult<byte[]?>(null);

    public Task<int?> PostAsync(Uri address, IEnumerable<KeyValuePair<string, string>> form, CancellationToken cancel) => Task.FromResult<int?>(null);
}
