namespace AuthServer.Protocol.Grants;

/// <summary>Where a grant stands: what refreshes and revocation change, in a narrow row of its own, so that a page holds ninety of them (decision 24).</summary>
public sealed record GrantState
{
    /// <summary>The grant's key.</summary>
    public required Guid Id { get; init; }

    /// <summary>How often the refresh token was rotated: the only generation that is good now.</summary>
    public long Generation { get; init; }

    /// <summary>The time of the last rotation, from which the grace window runs.</summary>
    public DateTimeOffset? RotatedAt { get; init; }

    /// <summary>Ends the grant when it is not refreshed until then; every refresh moves it, but never past <see cref="Grant.ExpiresAt"/>.</summary>
    public required DateTimeOffset IdleExpiresAt { get; init; }

    /// <summary>When the grant was revoked; null while it lives.</summary>
    public DateTimeOffset? RevokedAt { get; init; }
}
