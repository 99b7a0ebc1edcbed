using AuthServer.Protocol.Events;
using AuthServer.Protocol.Grants;
using AuthServer.Protocol.Scopes;
using AuthServer.Protocol.Sessions;
using Microsoft.Data.Sqlite;

namespace AuthServer.Protocol.Storage;

/// <summary>The statements over grants.</summary>
internal static class SqliteGrants
{
    private const string Columns = "id, session_id, subject, client_id, scopes, auth_time, acr, amr, created_at, expires_at, claims";

    private const string Values = "@id, @session, @subject, @client, @scopes, @auth_time, @acr, @amr, @created, @expires, @claims";

    // The idle end is never past the grant's own: who looks at it looks at both.
    private const string Alive = "revoked_at IS NULL AND idle_expires_at > @now";

    /// <summary>The index of those grants alone that give claims one by one.</summary>
    internal const string WithClaims = "ix_grants_with_claims";

    public static void Insert(this SqliteStatements s, Grant grant)
    {
        s.Execute($"INSERT INTO grants ({Columns}) VALUES ({Values})", Parameters(grant));
        s.InsertBeside(grant);
    }

    /// <summary>Inserts unless the id is taken, the session has ended, or the user of a client that asks for consent has taken any of it back.</summary>
    public static bool InsertOnLiveSession(this SqliteStatements s, Grant grant, bool asksConsent)
    {
        if (asksConsent && !s.StillAllows(grant)) return false;
        var inserted = s.Execute(
            $"INSERT INTO grants ({Columns}) SELECT {Values} WHERE EXISTS (SELECT 1 FROM sessions WHERE id = @session AND ended_at IS NULL AND expires_at > @created) ON CONFLICT (id) DO NOTHING",
            Parameters(grant)) == 1;
        if (inserted) s.InsertBeside(grant);
        return inserted;
    }

    /// <summary>What a user has granted a client and is not at its end; access tokens may outlive the idle end.</summary>
    /// <remarks>By the user's sessions: one that has ended has no live grant. CROSS JOIN keeps SQLite to that order, and the plus keeps it from the client's index, along which it would pass everybody's.</remarks>
    public static List<Guid> LiveGrants(this SqliteStatements s, string subject, string clientId, DateTimeOffset now) => s.All(
        """
        SELECT g.id FROM sessions s CROSS JOIN grants g ON g.session_id = s.id CROSS JOIN grant_states t ON t.id = g.id
        WHERE s.subject = @subject AND s.ended_at IS NULL AND +g.client_id = @client AND g.expires_at > @now AND t.revoked_at IS NULL
        """,
        r => Id(r, 0), ("@subject", subject), ("@client", clientId), ("@now", now));

    public static bool HasGrant(this SqliteStatements s, Guid id) => s.First("SELECT 1 FROM grants WHERE id = @id", _ => true, ("@id", id));

    /// <summary>The one conditional update that a refresh is: one winner among any number of parallel callers.</summary>
    public static bool Rotate(this SqliteStatements s, RotationRequest request) => s.Execute(
        $"UPDATE grant_states SET generation = generation + 1, rotated_at = @now, idle_expires_at = @idle WHERE id = @id AND generation = @generation AND {Alive}",
        ("@id", request.GrantId), ("@generation", request.Generation), ("@now", request.Now), ("@idle", request.IdleExpiresAt)) == 1;

    /// <summary>What was allowed, whether it lives or not.</summary>
    public static Grant? Grant(this SqliteStatements s, Guid id) => s.First($"SELECT {Columns} FROM grants WHERE id = @id", ReadGrant, ("@id", id));

    /// <summary>The claims that a grant gives one by one, without a look at the grants that give none.</summary>
    public static string? ClaimsOf(this SqliteStatements s, Guid id) => s.First($"SELECT claims FROM grants INDEXED BY {WithClaims} WHERE id = @id AND claims IS NOT NULL", r => r.GetString(0), ("@id", id));

    /// <summary>Where a live grant stands.</summary>
    public static GrantState? LiveState(this SqliteStatements s, Guid id, DateTimeOffset now) =>
        s.First($"SELECT id, generation, rotated_at, idle_expires_at FROM grant_states WHERE id = @id AND {Alive}", ReadState, ("@id", id), ("@now", now));

    /// <summary>Whether a grant lives and an access token of it was not revoked by itself.</summary>
    public static bool HasLiveToken(this SqliteStatements s, string jti, Guid grant, DateTimeOffset now) => s.First(
        $"SELECT 1 FROM grant_states WHERE id = @id AND {Alive} AND NOT EXISTS (SELECT 1 FROM revoked_tokens WHERE jti = @jti)", _ => true, ("@id", grant), ("@now", now), ("@jti", jti));

    /// <summary>The grants of a client that are not revoked.</summary>
    public static List<Guid> LiveGrantsOf(this SqliteStatements s, string clientId) =>
        s.All("SELECT g.id FROM grants g JOIN grant_states t ON t.id = g.id WHERE g.client_id = @client AND t.revoked_at IS NULL", r => Id(r, 0), ("@client", clientId));

    /// <summary>Revokes what is live of a session's grants.</summary>
    public static void RevokeGrantsOf(this SqliteStatements s, Guid session, DateTimeOffset now) => s.Execute(
        "UPDATE grant_states SET revoked_at = @now WHERE revoked_at IS NULL AND id IN (SELECT id FROM grants WHERE session_id = @session)", ("@session", session), ("@now", now));

    /// <summary>Revokes a live grant, and tells resource APIs.</summary>
    public static bool RevokeGrant(this SqliteStatements s, Guid id, EndReason reason, DateTimeOffset now, TimeSpan accessTokensDeadAfter)
    {
        if (s.Execute("UPDATE grant_states SET revoked_at = @now WHERE id = @id AND revoked_at IS NULL", ("@id", id), ("@now", now)) == 0) return false;
        var grant = s.Grant(id)!;
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

    private static void InsertBeside(this SqliteStatements s, Grant grant)
    {
        s.Execute("INSERT INTO grant_states (id, generation, idle_expires_at) VALUES (@id, 0, @idle)", ("@id", grant.Id), ("@idle", grant.State!.IdleExpiresAt));
        s.NoteClient(grant);
    }

    private static (string, object?)[] Parameters(Grant grant) =>
    [
        ("@id", grant.Id), ("@session", grant.SessionId), ("@subject", grant.Subject), ("@client", grant.ClientId), ("@scopes", grant.Scopes.ToString()),
        ("@auth_time", grant.AuthTime), ("@acr", grant.Acr), ("@amr", grant.Amr), ("@created", grant.CreatedAt), ("@expires", grant.ExpiresAt), ("@claims", grant.Claims),
    ];

    private static Grant ReadGrant(SqliteDataReader r) => new()
    {
        Id = Id(r, 0),
        SessionId = Id(r, 1),
        Subject = r.GetString(2),
        ClientId = r.GetString(3),
        Scopes = ScopeSet.Parse(r.GetString(4))!,
        AuthTime = Time(r, 5),
        Acr = r.GetString(6),
        Amr = r.GetString(7),
        CreatedAt = Time(r, 8),
        ExpiresAt = Time(r, 9),
        Claims = r.IsDBNull(10) ? null : r.GetString(10),
    };

    private static GrantState ReadState(SqliteDataReader r) => new()
    {
        Id = Id(r, 0),
        Generation = r.GetInt64(1),
        RotatedAt = r.IsDBNull(2) ? null : Time(r, 2),
        IdleExpiresAt = Time(r, 3),
    };
}
