using System.Data.Common;
using System.Text.Json;
using AuthServer.Protocol.Consents;
using AuthServer.Protocol.Device;
using AuthServer.Protocol.Grants;
using AuthServer.Protocol.Logout;
using AuthServer.Protocol.Sessions;
using Microsoft.Data.Sqlite;

namespace AuthServer.Protocol.Storage;

/// <summary>The token store on SQLite: writes go through <see cref="SqliteWriter"/>, reads go through <see cref="SqliteReaders"/>.</summary>
internal sealed class SqliteTokenStore(SqliteWriter writer, SqliteReaders readers, TimeSpan accessTokensDeadAfter) : ITokenStore
{
    // More than anybody has, few enough to be ended at once.
    private const int MostSessions = 100;

    private static readonly string[] TablesOfClients = ["consents", "session_clients", "logout_deliveries", "device_requests"];

    public Task SignInAsync(Session session, Grant? grant, CancellationToken cancel) => writer.RunAsync(s =>
    {
        s.Insert(session, grant?.ClientId);
        if (grant is not null) s.Insert(grant);
        s.EndBeyond(MostSessions, session.Subject, session.CreatedAt, accessTokensDeadAfter);
        return true;
    }, cancel);

    public Task<bool> ReauthenticateAsync(Guid sessionId, string subject, string amr, string acr, Guid ticket, DateTimeOffset now, CancellationToken cancel) =>
        writer.RunAsync(s => s.Reauthenticate(sessionId, subject, amr, acr, ticket, now), cancel);

    public Task<Redemption> RedeemAsync(Grant grant, bool asksConsent, CancellationToken cancel) => writer.RunAsync(s =>
    {
        if (s.InsertOnLiveSession(grant, asksConsent)) return Redemption.Redeemed;
        if (!s.HasGrant(grant.Id)) return Redemption.SessionEnded;
        // RFC 6749 §4.1.2: a code used twice revokes what its first use gave.
        s.RevokeGrant(grant.Id, EndReason.CodeReplayed, grant.CreatedAt, accessTokensDeadAfter);
        return Redemption.Replayed;
    }, cancel);

    public Task<DeviceStart> AddDeviceRequestAsync(DeviceRequest request, int perAddress, CancellationToken cancel) => writer.RunAsync(s => s.Add(request, perAddress), cancel);

    public ValueTask<DeviceRequest?> FindDeviceRequestAsync(byte[] userCode, DateTimeOffset now, CancellationToken cancel) => Read(s => s.WaitingDevice(userCode, now));

    public ValueTask<DeviceRequest?> FindDeviceRequestAsync(Guid id, DateTimeOffset now, CancellationToken cancel) => Read(s => s.WaitingDevice(id, now));

    public Task<bool> DecideDeviceRequestAsync(DeviceVerdict verdict, CancellationToken cancel) => writer.RunAsync(s =>
    {
        if (!s.DecideDevice(verdict)) return false;
        if (verdict.Consent is { } consent) s.Record(consent);
        return true;
    }, cancel);

    public Task RecordConsentAsync(Consent yes, CancellationToken cancel) => writer.RunAsync(s =>
    {
        s.Record(yes);
        return true;
    }, cancel);

    public Task<DevicePoll?> PollDeviceRequestAsync(Guid id, string clientId, DateTimeOffset now, CancellationToken cancel) => writer.RunAsync(s => s.PollDevice(id, clientId, now), cancel);

    public Task<bool> RedeemDeviceAsync(Grant grant, bool asksConsent, CancellationToken cancel) =>
        writer.RunAsync(s => s.TakeDevice(grant.Id, grant.CreatedAt) && s.InsertOnLiveSession(grant, asksConsent), cancel);

    public Task<Rotation> RotateAsync(RotationRequest request, CancellationToken cancel) => writer.RunAsync(s =>
    {
        if (s.Rotate(request)) return Rotation.Rotated;
        if (s.LiveState(request.GrantId, request.Now) is not { } state || state.Generation <= request.Generation) return Rotation.Refused;
        // A lost response: the successor is unused as long as the grant stands exactly one further.
        if (state.Generation == request.Generation + 1 && request.Now - state.RotatedAt < request.Grace) return Rotation.Rotated;
        // RFC 9700 §4.14.2: a replayed token ends its whole family, whoever presents it.
        s.RevokeGrant(request.GrantId, EndReason.RefreshTokenReused, request.Now, accessTokensDeadAfter);
        return Rotation.Reused;
    }, cancel);

    public ValueTask<Grant?> FindGrantAsync(Guid id, CancellationToken cancel) => Read(s => s.Grant(id));

    public ValueTask<string?> FindClaimsAsync(Guid id, CancellationToken cancel) => Read(s => s.ClaimsOf(id));

    public ValueTask<GrantState?> FindLiveStateAsync(Guid id, DateTimeOffset now, CancellationToken cancel) => Read(s => s.LiveState(id, now));

    public ValueTask<Session?> FindLiveSessionAsync(Guid id, DateTimeOffset now, CancellationToken cancel) => Read(s => s.LiveSession(id, now));

    public Task TouchSessionAsync(Guid id, DateTimeOffset now, CancellationToken cancel) => writer.RunAsync(s => s.Touch(id, now), cancel);

    public Task EndSessionAsync(Guid id, EndReason reason, DateTimeOffset now) => writer.RunAsync(s => s.EndSession(id, reason, now, accessTokensDeadAfter), CancellationToken.None);

    public Task<int> EndSessionsAsync(DbTransaction transaction, SessionsOf which, EndReason reason, DateTimeOffset now, CancellationToken cancel)
    {
        using var s = new SqliteStatements((SqliteTransaction)transaction);
        return Task.FromResult(s.LiveSessions(which, now).Count(id => s.EndSession(id, reason, now, accessTokensDeadAfter)));
    }

    public Task ForgetConsentsAsync(DbTransaction transaction, string subject, CancellationToken cancel)
    {
        using var s = new SqliteStatements((SqliteTransaction)transaction);
        s.Execute("DELETE FROM consents WHERE subject = @subject", ("@subject", subject));
        return Task.CompletedTask;
    }

    public Task<int> ForgetClientAsync(DbTransaction transaction, string clientId, DateTimeOffset now, CancellationToken cancel)
    {
        using var s = new SqliteStatements((SqliteTransaction)transaction);
        var revoked = s.LiveGrantsOf(clientId).Count(id => s.RevokeGrant(id, EndReason.ClientDeleted, now, accessTokensDeadAfter));
        foreach (var table in TablesOfClients) s.Execute($"DELETE FROM {table} WHERE client_id = @client", ("@client", clientId));
        return Task.FromResult(revoked);
    }

    public Task<bool> ForgetConsentAsync(DbTransaction transaction, string subject, string clientId, DateTimeOffset now, CancellationToken cancel)
    {
        using var s = new SqliteStatements((SqliteTransaction)transaction);
        // A client that nobody was asked about keeps what it has.
        if (!s.Forget(subject, clientId)) return Task.FromResult(false);
        foreach (var id in s.LiveGrants(subject, clientId, now)) s.RevokeGrant(id, EndReason.ConsentWithdrawn, now, accessTokensDeadAfter);
        return Task.FromResult(true);
    }

    public Task RevokeGrantAsync(Guid id, EndReason reason, DateTimeOffset now) => writer.RunAsync(s => s.RevokeGrant(id, reason, now, accessTokensDeadAfter), CancellationToken.None);

    public Task RevokeAccessTokenAsync(string jti, string subject, DateTimeOffset expiresAt, DateTimeOffset now) =>
        writer.RunAsync(s => s.RevokeAccessToken(jti, subject, expiresAt, now), CancellationToken.None);

    public ValueTask<bool> IsAccessTokenRevokedAsync(string jti, CancellationToken cancel) =>
        Read(s => s.First("SELECT 1 FROM revoked_tokens WHERE jti = @jti", _ => true, ("@jti", jti)));

    public ValueTask<bool> IsAccessTokenLiveAsync(string jti, Guid grantId, DateTimeOffset now, CancellationToken cancel) => Read(s => s.HasLiveToken(jti, grantId, now));

    public Task<bool> UseOnceAsync(byte[] key, DateTimeOffset expiresAt, CancellationToken cancel) => writer.RunAsync(
        s => s.Execute("INSERT INTO used_tokens (key, expires_at) VALUES (@key, @expires) ON CONFLICT (key) DO NOTHING", ("@key", key), ("@expires", expiresAt)) == 1, cancel);

    public Task<PruneBatch> PruneAsync(PrunableTable table, byte[] after, DateTimeOffset endedBefore, CancellationToken cancel) =>
        writer.RunAsync(s => s.Prune(table, after, endedBefore), cancel);

    public ValueTask<IReadOnlyList<string>> ClientsOfSessionAsync(Guid sessionId, CancellationToken cancel) => Read(IReadOnlyList<string> (s) => s.ClientsOf(sessionId));

    public ValueTask<IReadOnlyList<LogoutDelivery>> DueLogoutsAsync(DateTimeOffset now, IEnumerable<string> busyClients, int most, CancellationToken cancel) =>
        Read(IReadOnlyList<LogoutDelivery> (s) => s.DueLogouts(now, JsonSerializer.Serialize(busyClients), most));

    public Task<bool> ClaimLogoutAsync(LogoutDelivery due, DateTimeOffset until, CancellationToken cancel) => writer.RunAsync(s => s.ClaimLogout(due, until), cancel);

    public Task PostponeLogoutAsync(Guid id, DateTimeOffset nextAt, CancellationToken cancel) => writer.RunAsync(s => s.PostponeLogout(id, nextAt), cancel);

    public Task DeleteLogoutAsync(Guid id, CancellationToken cancel) => writer.RunAsync(s => s.DeleteLogout(id), cancel);

    public Task CheckAsync(CancellationToken cancel) => writer.RunAsync(s => s.First("SELECT count(*) FROM sqlite_schema", r => r.GetInt64(0)), cancel);

    private ValueTask<T> Read<T>(Func<SqliteStatements, T> query) => ValueTask.FromResult(readers.Read(query));
}
