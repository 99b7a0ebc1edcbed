using AuthServer.Protocol.Grants;
using AuthServer.Protocol.Logout;

namespace AuthServer.Protocol.Storage;

/// <summary>The statements over who hears that a session ends, and what is still to be told.</summary>
internal static class SqliteLogouts
{
    // OIDC Back-Channel Logout 1.0 §2.5 leaves the end of trying to us: a client that was down for a day has lost its own sessions too.
    private static readonly TimeSpan Tried = TimeSpan.FromHours(24);

    /// <summary>Notes a client that got tokens on a session, where it may want to hear of its end.</summary>
    /// <remarks>A client without a row describes itself in a document, which says at the end whether it wants to.</remarks>
    public static void NoteClient(this SqliteStatements s, Grant grant) => s.Execute(
        """
        INSERT INTO session_clients (session_id, client_id) SELECT @session, @client
        WHERE NOT EXISTS (SELECT 1 FROM clients WHERE client_id = @client AND back_channel_logout_uri IS NULL AND front_channel_logout_uri IS NULL) ON CONFLICT DO NOTHING
        """,
        ("@session", grant.SessionId), ("@client", grant.ClientId));

    /// <summary>The clients that were noted on a session.</summary>
    public static List<string> ClientsOf(this SqliteStatements s, Guid session) =>
        s.All("SELECT client_id FROM session_clients WHERE session_id = @session ORDER BY client_id", r => r.GetString(0), ("@session", session));

    /// <summary>Puts down who has to be told that a session ended, in the transaction that ends it.</summary>
    public static void InsertLogouts(this SqliteStatements s, Guid session, string subject, DateTimeOffset now)
    {
        var told = s.All(
            "SELECT n.client_id FROM session_clients n LEFT JOIN clients c ON c.client_id = n.client_id WHERE n.session_id = @session AND (c.client_id IS NULL OR (c.enabled AND c.back_channel_logout_uri IS NOT NULL))",
            r => r.GetString(0), ("@session", session));
        foreach (var client in told)
        {
            s.Execute(
                "INSERT INTO logout_deliveries (id, session_id, subject, client_id, attempts, next_at, expires_at) VALUES (@id, @session, @subject, @client, 0, @now, @end)",
                ("@id", Guid.CreateVersion7()), ("@session", session), ("@subject", subject), ("@client", client), ("@now", now), ("@end", now + Tried));
        }
    }

    /// <summary>What is due, the longest due first, without that of clients who have enough under way.</summary>
    public static List<LogoutDelivery> DueLogouts(this SqliteStatements s, DateTimeOffset now, string busyClients, int most) => s.All(
        """
        SELECT id, session_id, subject, client_id, attempts, next_at, expires_at FROM logout_deliveries
        WHERE next_at <= @now AND client_id NOT IN (SELECT value FROM json_each(@busy)) ORDER BY next_at LIMIT @most
        """,
        r => new LogoutDelivery
        {
            Id = SqliteGrants.Id(r, 0),
            SessionId = SqliteGrants.Id(r, 1),
            Subject = r.GetString(2),
            ClientId = r.GetString(3),
            Attempts = r.GetInt32(4),
            NextAt = SqliteGrants.Time(r, 5),
            ExpiresAt = SqliteGrants.Time(r, 6),
        },
        ("@now", now), ("@busy", busyClients), ("@most", most));

    /// <summary>Counts an attempt before it is made, and moves the next: one winner among any number of nodes.</summary>
    public static bool ClaimLogout(this SqliteStatements s, LogoutDelivery due, DateTimeOffset until) => s.Execute(
        "UPDATE logout_deliveries SET attempts = attempts + 1, next_at = @until WHERE id = @id AND next_at = @due",
        ("@id", due.Id), ("@due", due.NextAt), ("@until", until)) == 1;

    public static bool PostponeLogout(this SqliteStatements s, Guid id, DateTimeOffset nextAt) =>
        s.Execute("UPDATE logout_deliveries SET next_at = @next WHERE id = @id", ("@id", id), ("@next", nextAt)) == 1;

    public static bool DeleteLogout(this SqliteStatements s, Guid id) => s.Execute("DELETE FROM logout_deliveries WHERE id = @id", ("@id", id)) == 1;
}
