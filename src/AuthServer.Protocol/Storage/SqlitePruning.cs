using Microsoft.Data.Sqlite;

namespace AuthServer.Protocol.Storage;

/// <summary>Deletes ended rows window by window along the primary key, so that no statement holds the writer for long.</summary>
internal static class SqlitePruning
{
    private const int Window = 1000;

    // The notice of a sign-in leads to its row for a week, whether it has ended or not.
    private const string Week = "604800000";

    /// <summary>Looks at the next window of rows and deletes those that ended before the time.</summary>
    public static PruneBatch Prune(this SqliteStatements s, PrunableTable table, byte[] after, DateTimeOffset endedBefore) => table switch
    {
        // Until a row goes, its id refuses the code it came from; that code has been dead for longer than the row was kept.
        PrunableTable.Grants => s.Prune("grants", "id", "id IN (SELECT id FROM grant_states WHERE id > @after AND id <= @last AND (idle_expires_at < @before OR revoked_at < @before))", after, endedBefore),
        PrunableTable.Sessions => s.Prune("sessions", "id", "(expires_at < @before OR ended_at < @before) AND created_at < @before - " + Week + " AND NOT EXISTS (SELECT 1 FROM grants WHERE session_id = sessions.id)", after, endedBefore),
        PrunableTable.UsedTokens => s.PruneByTime("used_tokens", "key", endedBefore),
        PrunableTable.DeviceRequests => s.PruneByTime("device_requests", "id", endedBefore),
        // Whoever was told of a session's end was told within a day.
        PrunableTable.SessionClients => s.Prune("session_clients", "session_id", "NOT EXISTS (SELECT 1 FROM sessions WHERE id = session_id AND expires_at >= @before AND (ended_at IS NULL OR ended_at >= @before))", after, endedBefore),
        PrunableTable.LogoutDeliveries => s.PruneByTime("logout_deliveries", "id", endedBefore),
        _ => s.PruneByTime("revoked_tokens", "jti", endedBefore),
    };

    // Along the time and not the key: what is left is always at the beginning.
    private static PruneBatch PruneByTime(this SqliteStatements s, string table, string key, DateTimeOffset endedBefore)
    {
        var deleted = s.Execute($"DELETE FROM {table} WHERE {key} IN (SELECT {key} FROM {table} WHERE expires_at < @before LIMIT {Window})", ("@before", endedBefore));
        return new PruneBatch(deleted, deleted == Window ? [] : null);
    }

    private static PruneBatch Prune(this SqliteStatements s, string table, string key, string ended, byte[] after, DateTimeOffset endedBefore)
    {
        var last = s.First($"SELECT max({key}), count(*) FROM (SELECT {key} FROM {table} WHERE {key} > @after ORDER BY {key} LIMIT {Window})", LastOfWindow, ("@after", after));
        if (last.Key is null) return new PruneBatch(0, Next: null);
        var deleted = s.Execute($"DELETE FROM {table} WHERE {key} > @after AND {key} <= @last AND {ended}", ("@after", after), ("@last", last.Key), ("@before", endedBefore));
        return new PruneBatch(deleted, last.Count == Window ? last.Key : null);
    }

    private static (byte[]? Key, long Count) LastOfWindow(SqliteDataReader r) => (r.IsDBNull(0) ? null : r.GetFieldValue<byte[]>(0), r.GetInt64(1));
}
