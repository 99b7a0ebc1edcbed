using System.Text.Json;
using System.Text.Json.Nodes;
using AuthServer.Protocol.Events;
using AuthServer.Protocol.Sessions;
using Microsoft.Data.Sqlite;

namespace AuthServer.Protocol.Storage;

/// <summary>The statements over sessions, revoked access tokens and the events that tell of both.</summary>
internal static class SqliteSessions
{
    private const string Columns = "id, subject, auth_time, amr, acr, created_at, expires_at, device_id, address, user_agent, cookie_ticket, last_used_at";

    /// <summary>Begins a session, and tells who follows sign-ins.</summary>
    /// <param name="s">The transaction.</param>
    /// <param name="session">The session.</param>
    /// <param name="clientId">The app that signed in; null for a browser.</param>
    public static void Insert(this SqliteStatements s, Session session, string? clientId)
    {
        s.Execute(
            $"INSERT INTO sessions ({Columns}) VALUES (@id, @subject, @auth_time, @amr, @acr, @created, @expires, @device, @address, @agent, @ticket, @used)",
            ("@id", session.Id), ("@subject", session.Subject), ("@auth_time", session.AuthTime), ("@amr", session.Amr), ("@acr", session.Acr),
            ("@created", session.CreatedAt), ("@expires", session.ExpiresAt), ("@device", session.DeviceId), ("@address", session.Address), ("@agent", session.UserAgent),
            ("@ticket", session.CookieTicket), ("@used", session.LastUsedAt));
        s.InsertEstablished(session.Id, session.Subject, session.Amr, new Caller(session.Address, session.UserAgent), clientId, begins: true, session.AuthTime);
    }

    public static Session? LiveSession(this SqliteStatements s, Guid id, DateTimeOffset now) =>
        s.First($"SELECT {Columns} FROM sessions WHERE id = @id AND ended_at IS NULL AND expires_at > @now", ReadSession, ("@id", id), ("@now", now));

    /// <summary>The live sessions that are meant, oldest first.</summary>
    public static List<Guid> LiveSessions(this SqliteStatements s, SessionsOf which, DateTimeOffset now) => s.All(
        """
        SELECT id FROM sessions WHERE subject = @subject AND ended_at IS NULL AND expires_at > @now
            AND (@only IS NULL OR id = @only) AND (@except IS NULL OR id <> @except) AND (@device IS NULL OR device_id = @device) ORDER BY id
        """,
        r => SqliteGrants.Id(r, 0), ("@subject", which.Subject), ("@now", now), ("@only", which.Only), ("@except", which.Except), ("@device", which.DeviceId));

    /// <summary>Ends a user's oldest sessions where there are more than anybody has: ending them all must stay one short transaction.</summary>
    public static void EndBeyond(this SqliteStatements s, int most, string subject, DateTimeOffset now, TimeSpan accessTokensDeadAfter)
    {
        var beyond = s.All(
            "SELECT id FROM sessions WHERE subject = @subject AND ended_at IS NULL AND expires_at > @now ORDER BY id DESC LIMIT 10 OFFSET @most",
            r => SqliteGrants.Id(r, 0), ("@subject", subject), ("@now", now), ("@most", most));
        foreach (var id in beyond) s.EndSession(id, EndReason.TooMany, now, accessTokensDeadAfter);
    }

    public static bool Touch(this SqliteStatements s, Guid id, DateTimeOffset now) =>
        s.Execute("UPDATE sessions SET last_used_at = @now WHERE id = @id AND last_used_at < @now", ("@id", id), ("@now", now)) == 1;

    public static bool Reauthenticate(this SqliteStatements s, Guid id, string subject, string amr, string acr, Guid ticket, DateTimeOffset now)
    {
        var caller = s.First(
            """
            UPDATE sessions SET auth_time = @now, amr = @amr, acr = @acr, cookie_ticket = @ticket, last_used_at = @now
            WHERE id = @id AND subject = @subject AND ended_at IS NULL AND expires_at > @now RETURNING address, user_agent
            """,
            r => new Caller(r.IsDBNull(0) ? null : r.GetString(0), r.IsDBNull(1) ? null : r.GetString(1)),
            ("@id", id), ("@subject", subject), ("@amr", amr), ("@acr", acr), ("@ticket", ticket), ("@now", now));
        if (caller is not null) s.InsertEstablished(id, subject, amr, caller, clientId: null, begins: false, now);
        return caller is not null;
    }

    /// <summary>Ends a live session with all its grants, and tells resource APIs and the clients that want to hear.</summary>
    public static bool EndSession(this SqliteStatements s, Guid id, EndReason reason, DateTimeOffset now, TimeSpan accessTokensDeadAfter)
    {
        var subject = s.First("UPDATE sessions SET ended_at = @now WHERE id = @id AND ended_at IS NULL RETURNING subject", r => r.GetString(0), ("@id", id), ("@now", now));
        if (subject is null) return false;
        s.RevokeGrantsOf(id, now);
        s.InsertLogouts(id, subject, now);
        s.Insert(EventTypes.SessionRevoked, subject, new()
        {
            ["event_timestamp"] = now.ToUnixTimeSeconds(),
            ["session_id"] = SessionId.Format(id),
            ["reason"] = NameOf(reason),
            ["expires_at"] = (now + accessTokensDeadAfter).ToUnixTimeSeconds(),
        }, now);
        return true;
    }

    public static bool RevokeAccessToken(this SqliteStatements s, string jti, string subject, DateTimeOffset expiresAt, DateTimeOffset now)
    {
        if (s.Execute("INSERT INTO revoked_tokens (jti, expires_at) VALUES (@jti, @expires) ON CONFLICT (jti) DO NOTHING", ("@jti", jti), ("@expires", expiresAt)) == 0) return false;
        s.Insert(EventTypes.TokenRevoked, subject, new() { ["jti"] = jti, ["expires_at"] = expiresAt.ToUnixTimeSeconds() }, now);
        return true;
    }

    /// <summary>Adds an event to the outbox, in the transaction of what it tells.</summary>
    public static void Insert(this SqliteStatements s, string type, string subject, JsonObject payload, DateTimeOffset now) => s.Execute(
        "INSERT INTO security_events (id, type, subject, payload, created_at) VALUES (@id, @type, @subject, @payload, @now)",
        ("@id", Guid.CreateVersion7()), ("@type", type), ("@subject", subject), ("@payload", payload.ToJsonString()), ("@now", now));

    /// <summary>A reason as events spell it.</summary>
    public static string NameOf(EndReason reason) => JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString());

    private static void InsertEstablished(this SqliteStatements s, Guid id, string subject, string amr, Caller caller, string? clientId, bool begins, DateTimeOffset now) =>
        s.Insert(EventTypes.SessionEstablished, subject, new()
        {
            ["event_timestamp"] = now.ToUnixTimeSeconds(),
            ["session_id"] = SessionId.Format(id),
            ["client_id"] = clientId,
            ["amr"] = amr,
            ["address"] = caller.Address,
            ["user_agent"] = caller.UserAgent,
            ["begins"] = begins,
        }, now);

    private static Session ReadSession(SqliteDataReader r) => new()
    {
        Id = SqliteGrants.Id(r, 0),
        Subject = r.GetString(1),
        AuthTime = SqliteGrants.Time(r, 2),
        Amr = r.GetString(3),
        Acr = r.GetString(4),
        CreatedAt = SqliteGrants.Time(r, 5),
        ExpiresAt = SqliteGrants.Time(r, 6),
        DeviceId = r.IsDBNull(7) ? null : SqliteGrants.Id(r, 7),
        Address = r.IsDBNull(8) ? null : r.GetString(8),
        UserAgent = r.IsDBNull(9) ? null : r.GetString(9),
        CookieTicket = r.IsDBNull(10) ? null : SqliteGrants.Id(r, 10),
        LastUsedAt = SqliteGrants.Time(r, 11),
    };

    private sealed record Caller(string? Address, string? UserAgent);
}
