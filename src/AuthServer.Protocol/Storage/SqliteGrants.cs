using AuthServer.Protocol.Events;
using AuthServer.Protocol.Grants;
using AuthServer.Protocol.Scopes;
using AuthServer.Protocol.Sessions;
using Microsoft.Data.Sqlite;

namespace AuthServer.Protocol.Storage;

/// <summary>The statements over grants.</summary>
internal static class SqliteGrants
{
    private const string Columns = "id, session_id, subject, client_id, scopes, generation, rotated_at, auth_time, acr, amr, created_at, idle_expires_at, expires_at, claims";

    private const string Alive = "revoked_at IS NULL AND idle_expires_at > @now AND expires_at > @now";

    private const string Values = "@id, @session, @subject, @client, @scopes, 0, NULL, @auth_time, @acr, @amr, @created, @idle, @expires, @claims";

    public static void Insert(this SqliteStatements s, Grant grant)
    {
        s.Execute($"INSERT INTO grants ({Columns}) VALUES ({Values})", Parameters(grant));
        s.NoteClient(grant);
    }

    /// <summary>Inserts unless the id is taken, the session has ended, or the user of a client that asks for consent has taken any of it back.</summary>
    public static bool InsertOnLiveSession(this SqliteStatements s, Grant grant, bool asksConsent)
    {
        if (asksConsent && !s.StillAllows(grant)) return false;
        var inserted = s.Execute(
            $"INSERT INTO grants ({Columns}) SELECT {Values} WHERE EXISTS (SELECT 1 FROM sessions WHERE id = @session AND ended_at IS NULL AND expires_at > @created) ON CONFLICT (id) DO NOTHING",
            Parameters(grant)) == 1;
        if (inserted) s.NoteClient(grant);
        return inserted;
    }

    /// <summary>What a user has granted a client. By the sessions, which have an index; one that has ended has no live grant.</summary>
    public static List<Guid> LiveGrants(this SqliteStatements s, string subject, string clientId, DateTimeOffset now) => s.All(
        "SELECT g.id FROM sessions s JOIN grants g ON g.session_id = s.id WHERE s.subject = @subject AND s.ended_at IS NULL AND g.client_id = @client AND g.revoked_at IS NULL AND g.expires_at > @now",
        r => Id(r, 0), ("@subject", subject), ("@client", clientId), ("@now", now));

    public static bool HasGrant(this SqliteStatements s, Guid id) => s.First("SELECT 1 FROM grants WHERE id = @id", _ => true, ("@id", id));

    /// <summary>The one conditional update that a refresh is: one winner among any number of parallel callers.</summary>
    public static bool Rotate(this SqliteStatements s, RotationRequest request) => s.Execute(
        $"UPDATE grants SET generation = generation + 1, rotated_at = @now, idle_expires_at = min(@idle, expires_at) WHERE id = @id AND generation = @generation AND client_id = @client AND {Alive}",
        ("@id", request.GrantId), ("@generation", request.Generation), ("@client", request.ClientId), ("@now", request.Now), ("@idle", request.IdleExpiresAt)) == 1;

    public static (long Generation, DateTimeOffset RotatedAt, string ClientId)? GrantState(this SqliteStatements s, Guid id, DateTimeOffset now) => s.First<(long, DateTimeOffset, string)?>(
        $"SELECT generation, rotated_at, client_id FROM grants WHERE id = @id AND {Alive}",
        r => (r.GetInt64(0), r.IsDBNull(1) ? default : Time(r, 1), r.GetString(2)), ("@id", id), ("@now", now));

    public static Grant? LiveGrant(this SqliteStatements s, Guid id, DateTimeOffset now) =>
        s.First($"SELECT {Columns} FROM grants WHERE id = @id AND {Alive}", ReadGrant, ("@id", id), ("@now", now));

    /// <summary>The grants of a client that are not revoked.</summary>
    public static List<Guid> LiveGrantsOf(this SqliteStatements s, string clientId) =>
        s.All("SELECT id FROM grants WHERE client_id = @client AND revoked_at IS NULL", r => Id(r, 0), ("@client", clientId));

    /// <summary>Revokes a live grant, and tells resource APIs.</summary>
    public static bool RevokeGrant(this SqliteStatements s, Guid id, EndReason reason, DateTimeOffset now, TimeSpan accessTokensDeadAfter)
    {
        var revoked = s.First<(string Subject, string ClientId, Guid SessionId)?>(
            "UPDATE grants SET revoked_at = @now WHERE id = @id AND revoked_at IS NULL RETURNING subject, client_id, session_id",
            r => (r.GetString(0), r.GetString(1), Id(r, 2)), ("@id", id), ("@now", now));
        if (revoked is not { } grant) return false;
        s.Insert(EventTypes.GrantRevoked, grant.Subject, new()
        {
            ["grant_id"] = SessionId.Format(id),
            ["client_id"] = grant.ClientId,
            ["session_id"] = SessionId.Format(grant.SessionId),
            ["reason"] = SqliteSessions.NameOf(reason),
            ["expires_at"] = (now + accessTokensDeadAfter).ToUnixTimeSeconds(),
        }, now);
        return true;
    }

    public static DateTimeOffset Time(SqliteDataReader reader, int column) => DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(column));

    public static Guid Id(SqliteDataReader reader, int column) => new(reader.GetFieldValue<byte[]>(column), bigEndian: true);

    private static (string, object?)[] Parameters(Grant grant) =>
    [
        ("@id", grant.Id), ("@session", grant.SessionId), ("@subject", grant.Subject), ("@client", grant.ClientId), ("@scopes", grant.Scopes.ToString()),
        ("@auth_time", grant.AuthTime), ("@acr", grant.Acr), ("@amr", grant.Amr), ("@created", grant.CreatedAt), ("@idle", grant.IdleExpiresAt), ("@expires", grant.ExpiresAt), ("@claims", grant.Claims),
    ];

    private static Grant ReadGrant(SqliteDataReader r) => new()
    {
        Id = Id(r, 0),
        SessionId = Id(r, 1),
        Subject = r.GetString(2),
        ClientId = r.GetString(3),
        Scopes = ScopeSet.Parse(r.GetString(4))!,
        Generation = r.GetInt64(5),
        RotatedAt = r.IsDBNull(6) ? null : Time(r, 6),
        AuthTime = Time(r, 7),
        Acr = r.GetString(8),
        Amr = r.GetString(9),
        CreatedAt = Time(r, 10),
        IdleExpiresAt = Time(r, 11),
        ExpiresAt = Time(r, 12),
        Claims = r.IsDBNull(13) ? null : r.GetString(13),
    };
}
