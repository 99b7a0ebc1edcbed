using System.Data.Common;

namespace AuthServer.Protocol.Storage;

/// <summary>What every SQLite connection of the platform needs: readers beside one writer, and a commit that survives a power cut.</summary>
public static class SqlitePragmas
{
    private const string Sql = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=10000;";

    /// <summary>Sets them on an open connection.</summary>
    public static void Apply(DbConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        using var command = connection.CreateCommand();
        command.CommandText = Sql;
        command.ExecuteNonQuery();
    }
}
