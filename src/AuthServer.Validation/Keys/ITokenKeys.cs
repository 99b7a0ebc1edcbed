namespace AuthServer.Validation.Keys;

/// <summary>The issuer's verification keys: fetched over HTTP by a resource API, at hand in the authorization server itself.</summary>
public interface ITokenKeys
{
    /// <summary>The key named <paramref name="keyId"/>, if there is one.</summary>
    ValueTask<KeyLookup> FindAsync(string keyId, CancellationToken cancellationToken);
}
