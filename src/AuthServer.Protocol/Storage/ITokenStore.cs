using System.Data.Common;
using AuthServer.Protocol.Grants;
using AuthServer.Protocol.Sessions;

namespace AuthServer.Protocol.Storage;

/// <summary>The durable writes behind tokens, one seam with one implementation a database. Nothing is acknowledged before it is on disk.</summary>
/// <remarks>Every method that decides does so in one atomic step: any number of callers on any number of nodes get one winner.</remarks>
public interface ITokenStore
{
    /// <summary>Begins a session, and the first grant on it where the sign-in is an app's.</summary>
    Task SignInAsync(Session session, Grant? grant, CancellationToken cancel);

    /// <summary>The user of a live session signed in once more: moves <c>auth_time</c>, <c>amr</c> and the cookie's ticket; false where this subject has no such session.</summary>
    Task<bool> ReauthenticateAsync(Guid sessionId, string subject, string amr, Guid ticket, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Redeems the code whose id the grant has.</summary>
    Task<Redemption> RedeemAsync(Grant grant, CancellationToken cancel);

    /// <summary>Moves a grant to its next generation.</summary>
    Task<Rotation> RotateAsync(RotationRequest request, CancellationToken cancel);

    /// <summary>A grant that is not revoked and not at its end, or null.</summary>
    ValueTask<Grant?> FindLiveGrantAsync(Guid id, DateTimeOffset now, CancellationToken cancel);

    /// <summary>A session that has not ended, or null.</summary>
    ValueTask<Session?> FindLiveSessionAsync(Guid id, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Notes that a session was used.</summary>
    Task TouchSessionAsync(Guid id, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Ends a session and revokes its grants; harmless when it has ended.</summary>
    Task EndSessionAsync(Guid id, EndReason reason, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Ends sessions within a transaction of the host on the same database, so that what ended them and their end are one write.</summary>
    /// <returns>How many were live.</returns>
    Task<int> EndSessionsAsync(DbTransaction transaction, SessionsOf which, EndReason reason, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Forgets within a transaction of the host what the user allowed any client.</summary>
    Task ForgetConsentsAsync(DbTransaction transaction, string subject, CancellationToken cancel);

    /// <summary>Takes back within a transaction of the host what a user allowed a client: the consent goes, the grants are revoked.</summary>
    /// <returns>Whether there was a consent or a live grant.</returns>
    Task<bool> WithdrawConsentAsync(DbTransaction transaction, string subject, string clientId, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Revokes within a transaction of the host every grant of a client that is deleted, and forgets what users allowed it: a later client of that id begins with nothing.</summary>
    /// <returns>How many grants were live.</returns>
    Task<int> ForgetClientAsync(DbTransaction transaction, string clientId, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Revokes one grant; harmless when it is revoked.</summary>
    Task RevokeGrantAsync(Guid id, EndReason reason, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Revokes one access token.</summary>
    Task RevokeAccessTokenAsync(string jti, string subject, DateTimeOffset expiresAt, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Whether the access token itself was revoked.</summary>
    ValueTask<bool> IsAccessTokenRevokedAsync(string jti, CancellationToken cancel);

    /// <summary>Goes the whole way of a write without changing anything; throws where writes are not possible.</summary>
    Task CheckAsync(CancellationToken cancel);

    /// <summary>Deletes one batch of grants that ended before a time.</summary>
    /// <param name="table">What to prune.</param>
    /// <param name="after">Where the last batch stopped; an empty array begins.</param>
    /// <param name="endedBefore">Rows that ended later stay: reuse detection may still need them.</param>
    /// <param name="cancel">Stops between batches.</param>
    Task<PruneBatch> PruneAsync(PrunableTable table, byte[] after, DateTimeOffset endedBefore, CancellationToken cancel);
}
