namespace AuthServer.Protocol.Storage;

/// <summary>A value that is good once and was used, such as the <c>jti</c> of a client's assertion; kept until it would be refused anyway.</summary>
public sealed class UsedToken
{
    /// <summary>SHA-256 of what it is for, who used it, and its identifier.</summary>
    public required byte[] Key { get; init; }

    /// <summary>From when on it is refused by its own time.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
