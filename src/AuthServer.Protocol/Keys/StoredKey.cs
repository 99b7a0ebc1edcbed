namespace AuthServer.Protocol.Keys;

/// <summary>A signing key at rest: its private half encrypted under a key that is not in the database.</summary>
public sealed class StoredKey
{
    /// <summary><c>kid</c>: the RFC 7638 thumbprint of the public key.</summary>
    public required string Kid { get; init; }

    /// <summary><c>alg</c>.</summary>
    public required string Algorithm { get; init; }

    /// <summary>1, 2, 3 … for an algorithm. Unique, so that two nodes that rotate at once make one key.</summary>
    public required int Generation { get; init; }

    /// <summary>The version of the key ring that sealed it.</summary>
    public required byte RingVersion { get; init; }

    /// <summary>The PKCS#8 key, sealed with the kid as associated data.</summary>
    public required byte[] SealedKey { get; init; }

    /// <summary>When it begins to sign, and its forerunner stops.</summary>
    public required DateTimeOffset ActiveFrom { get; init; }
}
