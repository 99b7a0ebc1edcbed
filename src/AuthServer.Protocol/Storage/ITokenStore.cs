using AuthServer.Protocol.Grants;
using AuthServer.Protocol.Sessions;

namespace AuthServer.Protocol.Storage;

/// <summary>The durable writes behind tokens, one seam with one implementation a database. Nothing is acknowledged before it is on disk.</summary>
/// <remarks>Every method that decides does so in one atomic step: any number of callers on any number of nodes get one winner.</remarks>
public interface ITokenStore
{
    /// <summary>Begins a session, and the first grant on it where the sign-in is an app's.</summary>
    Task SignInAsync(Session session, Grant? grant, CancellationToken cancel);

    /// <summary>Moves <c>auth_time</c> of a live session of this subject forward; false where there is none.</summary>
    Task<bool> ReauthenticateAsync(Guid sessionId, string subject, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Redeems the code whose id the grant has.</summary>
    Task<Redemption> RedeemAsync(Grant grant, CancellationToken cancel);

    /// <summary>Moves a grant to its next generation.</summary>
    Task<Rotation> RotateAsync(RotationRequest request, CancellationToken cancel);

    /// <summary>A grant that is not revoked and not at its end, or null.</summary>
    ValueTask<Grant?> FindLiveGrantAsync(Guid id, DateTimeOffset now, CancellationToken cancel);

    /// <summary>A session that has not ended, or null.</summary>
    ValueTask<Session?> FindLiveSessionAsync(Guid id, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Ends a session and revokes its grants; harmless when it has ended.</summary>
    Task EndSessionAsync(Guid id, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Revokes one grant; harmless when it is revoked.</summary>
    Task RevokeGrantAsync(Guid id, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Revokes one access token.</summary>
    Task RevokeAccessTokenAsync(string jti, string subject, DateTimeOffset expiresAt, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Whether the access token itself was revoked.</summary>
    ValueTask<bool> IsAccessTokenRevokedAsync(string jti, CancellationToken cancel);

    /// <summary>Deletes one batch of grants that ended before a time.</summary>
    /// <param name="table">What to prune.</param>
    /// <param name="after">Where the last batch stopped; an empty array begins.</param>
    /// <param name="endedBefore">Rows that ended later stay: reuse detection may still need them.</param>
    /// <param name="cancel">Stops between batches.</param>
    Task<PruneBatch> PruneAsync(PrunableTable table, byte[] after, DateTimeOffset endedBefore, CancellationToken cancel);
}

/// <summary>What redeeming a code came to.</summary>
public enum Redemption
{
    /// <summary>First use: the grant exists now.</summary>
    Redeemed,

    /// <summary>The code was used before; what it gave is revoked now.</summary>
    Replayed,

    /// <summary>The session has ended since the code was issued.</summary>
    SessionEnded,
}

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

/// <summary>A refresh token that was presented.</summary>
/// <param name="GrantId">Its grant.</param>
/// <param name="Generation">Its generation.</param>
/// <param name="ClientId">Who presents it.</param>
/// <param name="Now">The time of the request.</param>
/// <param name="IdleExpiresAt">The new idle end, if it rotates.</param>
/// <param name="Grace">How long the last generation may be presented again.</param>
public sealed record RotationRequest(Guid GrantId, long Generation, string ClientId, DateTimeOffset Now, DateTimeOffset IdleExpiresAt, TimeSpan Grace);

/// <summary>Tables whose ended rows are pruned.</summary>
public enum PrunableTable
{
    /// <summary>Grants that expired, idled out or were revoked.</summary>
    Grants,

    /// <summary>Sessions that expired or were ended, and have no grant left.</summary>
    Sessions,

    /// <summary>Revocations of access tokens that have expired.</summary>
    RevokedTokens,
}

/// <summary>One batch of pruning.</summary>
/// <param name="Deleted">Rows deleted.</param>
/// <param name="Next">Where to go on; null when the table is through.</param>
public sealed record PruneBatch(int Deleted, byte[]? Next);
