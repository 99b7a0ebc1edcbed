using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AuthServer.Protocol.Storage;

/// <summary>What every SQLite connection of the platform needs: readers beside one writer, and a commit that survives a power cut.</summary>
public static class SqlitePragmas
{
    // A checkpoint every 16 MB of log, not every 4: a page that many refreshes changed is copied once (decision 22).
    private const string Sql = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=10000; PRAGMA wal_autocheckpoint=4000;";

    // SQLite's own connection outlives those that the pool hands out, and keeps what it was told: telling it each time costs more than most queries.
    private static readonly ConditionalWeakTable<sqlite3, object> Told = [];

    /// <summary>Sets them on an open connection.</summary>
    public static void Apply(DbConnection connection)
    {
        if (connection is not SqliteConnection { Handle: { } handle } || Told.TryGetValue(handle, out _)) return;
        using var command = connection.CreateCommand();
        command.CommandText = Sql;
        command.ExecuteNonQuery();
        Told.AddOrUpdate(handle, Told);
    }
}
