using System.Data.Common;
using AuthServer.Protocol.Consents;
using AuthServer.Protocol.Device;
using AuthServer.Protocol.Grants;
using AuthServer.Protocol.Logout;
using AuthServer.Protocol.Sessions;

namespace AuthServer.Protocol.Storage;

/// <summary>The durable writes behind tokens, one seam with one implementation a database. Nothing is acknowledged before it is on disk.</summary>
/// <remarks>Every method that decides does so in one atomic step: any number of callers on any number of nodes get one winner. What ends something cannot be cancelled: who has hung up meanwhile meant it all the same.</remarks>
public interface ITokenStore
{
    /// <summary>Begins a session, and the first grant on it where the sign-in is an app's.</summary>
    Task SignInAsync(Session session, Grant? grant, CancellationToken cancel);

    /// <summary>The user of a live session signed in once more: moves <c>auth_time</c>, <c>amr</c>, <c>acr</c> and the cookie's ticket; false where this subject has no such session.</summary>
    Task<bool> ReauthenticateAsync(Guid sessionId, string subject, string amr, string acr, Guid ticket, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Redeems the code whose id the grant has.</summary>
    /// <param name="grant">The grant that comes of it.</param>
    /// <param name="asksConsent">Users are asked what the client may have: one who took any of that back since gives it nothing.</param>
    /// <param name="cancel">Stops it before the write.</param>
    Task<Redemption> RedeemAsync(Grant grant, bool asksConsent, CancellationToken cancel);

    /// <summary>Adds the request of a device, unless too many wait already.</summary>
    /// <param name="request">The request.</param>
    /// <param name="perAddress">How many of the client's may live from one address; 0 is no limit.</param>
    /// <param name="cancel">Stops it before the write.</param>
    Task<DeviceStart> AddDeviceRequestAsync(DeviceRequest request, int perAddress, CancellationToken cancel);

    /// <summary>The request that waits for a decision under the MAC of a user code, or null.</summary>
    ValueTask<DeviceRequest?> FindDeviceRequestAsync(byte[] userCode, DateTimeOffset now, CancellationToken cancel);

    /// <summary>A request that waits for a decision, or null.</summary>
    ValueTask<DeviceRequest?> FindDeviceRequestAsync(Guid id, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Writes down a user's decision, and the consent that a yes is, in one write; neither, and false, where the request does not wait any more.</summary>
    Task<bool> DecideDeviceRequestAsync(DeviceVerdict verdict, CancellationToken cancel);

    /// <summary>Records a yes of the consent page beside what the user allowed the client earlier: two tabs that say yes at once lose nothing.</summary>
    /// <param name="yes">What was asked, and what of it the user left ticked.</param>
    /// <param name="cancel">Stops it before the write.</param>
    Task RecordConsentAsync(Consent yes, CancellationToken cancel);

    /// <summary>Counts a poll; null where this client has no such request.</summary>
    Task<DevicePoll?> PollDeviceRequestAsync(Guid id, string clientId, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Redeems the allowed request whose id the grant has; false where it was redeemed, or its session or the user's consent has ended. A second try takes nothing from the first.</summary>
    /// <inheritdoc cref="RedeemAsync"/>
    Task<bool> RedeemDeviceAsync(Grant grant, bool asksConsent, CancellationToken cancel);

    /// <summary>Moves a live grant to its next generation.</summary>
    Task<Rotation> RotateAsync(RotationRequest request, CancellationToken cancel);

    /// <summary>What a grant allows, whether it lives or not: nothing of that changes. Null where there is none.</summary>
    ValueTask<Grant?> FindGrantAsync(Guid id, CancellationToken cancel);

    /// <summary>The claims that a grant gives one by one, as <see cref="Grant.Claims"/>; null where there are none, as in most.</summary>
    ValueTask<string?> FindClaimsAsync(Guid id, CancellationToken cancel);

    /// <summary>Where a grant stands that is not revoked and not at its end, or null.</summary>
    ValueTask<GrantState?> FindLiveStateAsync(Guid id, DateTimeOffset now, CancellationToken cancel);

    /// <summary>A session that has not ended, or null.</summary>
    ValueTask<Session?> FindLiveSessionAsync(Guid id, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Notes that a session was used.</summary>
    Task TouchSessionAsync(Guid id, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Ends a session and revokes its grants; harmless when it has ended.</summary>
    Task EndSessionAsync(Guid id, EndReason reason, DateTimeOffset now);

    /// <summary>Ends sessions within a transaction of the host on the same database, so that what ended them and their end are one write.</summary>
    /// <returns>How many were live.</returns>
    Task<int> EndSessionsAsync(DbTransaction transaction, SessionsOf which, EndReason reason, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Forgets within a transaction of the host what the user allowed any client.</summary>
    Task ForgetConsentsAsync(DbTransaction transaction, string subject, CancellationToken cancel);

    /// <summary>Forgets a client within a transaction that deletes it: its grants are revoked, and what users allowed it and what waits for it is deleted.</summary>
    /// <returns>How many grants were revoked.</returns>
    Task<int> ForgetClientAsync(DbTransaction transaction, string clientId, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Forgets within a transaction of the host what the user allowed one client, and revokes the client's grants of that user, with those that its devices have not fetched; harmless where nothing was allowed.</summary>
    /// <returns>Whether anything was allowed.</returns>
    Task<bool> ForgetConsentAsync(DbTransaction transaction, string subject, string clientId, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Revokes one grant; harmless when it is revoked.</summary>
    Task RevokeGrantAsync(Guid id, EndReason reason, DateTimeOffset now);

    /// <summary>Revokes one access token.</summary>
    Task RevokeAccessTokenAsync(string jti, string subject, DateTimeOffset expiresAt, DateTimeOffset now);

    /// <summary>Whether the access token itself was revoked.</summary>
    ValueTask<bool> IsAccessTokenRevokedAsync(string jti, CancellationToken cancel);

    /// <summary>Whether the access token was not revoked, and its grant still lives.</summary>
    ValueTask<bool> IsAccessTokenLiveAsync(string jti, Guid grantId, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Uses a value that is good once; false where it was used before.</summary>
    /// <param name="key">From <see cref="UsedToken.KeyOf"/>.</param>
    /// <param name="expiresAt">From when on it is refused by its own time, and need not be remembered.</param>
    /// <param name="cancel">Stops it.</param>
    Task<bool> UseOnceAsync(byte[] key, DateTimeOffset expiresAt, CancellationToken cancel);

    /// <summary>The clients that got tokens on a session, ended or not, but for those whose row has no logout URI.</summary>
    ValueTask<IReadOnlyList<string>> ClientsOfSessionAsync(Guid sessionId, CancellationToken cancel);

    /// <summary>Logout tokens that are due, the longest due first.</summary>
    /// <param name="now">The time.</param>
    /// <param name="busyClients">Clients whose tokens are left out.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancel">Stops it.</param>
    ValueTask<IReadOnlyList<LogoutDelivery>> DueLogoutsAsync(DateTimeOffset now, IEnumerable<string> busyClients, int most, CancellationToken cancel);

    /// <summary>Takes the right to the next attempt and counts it; false where another node has it.</summary>
    /// <param name="due">As it was found.</param>
    /// <param name="until">When it is due again, should this node not come back.</param>
    /// <param name="cancel">Stops it before the write.</param>
    Task<bool> ClaimLogoutAsync(LogoutDelivery due, DateTimeOffset until, CancellationToken cancel);

    /// <summary>Sets when a logout token is tried again.</summary>
    Task PostponeLogoutAsync(Guid id, DateTimeOffset nextAt, CancellationToken cancel);

    /// <summary>Forgets a logout token that came through, or never will.</summary>
    Task DeleteLogoutAsync(Guid id, CancellationToken cancel);

    /// <summary>Goes the whole way of a write without changing anything; throws where writes are not possible.</summary>
    Task CheckAsync(CancellationToken cancel);

    /// <summary>Deletes one batch of grants that ended before a time.</summary>
    /// <param name="table">What to prune.</param>
    /// <param name="after">Where the last batch stopped; an empty array begins.</param>
    /// <param name="endedBefore">Rows that ended later stay: reuse detection may still need them.</param>
    /// <param name="cancel">Stops between batches.</param>
    Task<PruneBatch> PruneAsync(PrunableTable table, byte[] after, DateTimeOffset endedBefore, CancellationToken cancel);
}
