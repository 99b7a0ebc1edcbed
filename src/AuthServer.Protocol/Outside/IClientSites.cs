namespace AuthServer.Protocol.Outside;

/// <summary>The way out to addresses that clients registered. The host guards it: whoever registers chooses them, and most of what lies around a server is nobody else's business.</summary>
public interface IClientSites
{
    /// <summary>Whether a client that no administrator registered may name an address, as far as its text tells: no private address, and not this host or the issuer's. Where a name leads is seen when somebody goes there.</summary>
    bool MayReach(Uri address);

    /// <summary>Reads a document, without following redirects.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="mostBytes">The largest document.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>Its bytes; null whatever the reason, since the reason would tell a stranger what is open inside.</returns>
    Task<byte[]?> ReadAsync(Uri address, int mostBytes, CancellationToken cancel);

    /// <summary>Posts a form, without following redirects.</summary>
    /// <returns>The status; null where there was no answer, or the address is not public.</returns>
    Task<int?> PostAsync(Uri address, IEnumerable<KeyValuePair<string, string>> form, CancellationToken cancel);
}
