namespace AuthServer.Protocol.Storage;

/// <summary>What presenting a refresh token came to.</summary>
public enum Rotation
{
    /// <summary>The next generation is good, and it alone. Also told to the repeat of a lost response within the grace window.</summary>
    Rotated,

    /// <summary>An old generation: somebody else has used it. The grant is revoked now.</summary>
    Reused,

    /// <summary>No live grant of this client.</summary>
    Refused,
}
