using System.Text.Json;
using AuthServer.Protocol.Storage;

namespace AuthServer.Data.Seeds;

/// <summary>Tells that nothing is missing, without EF Core: an ordinary start adds nothing.</summary>
internal static class Seeded
{
    /// <summary>Whether a column of a table holds all these values.</summary>
    public static bool HasAll(this SqliteStatements s, string table, string column, IEnumerable<string> values) =>
        !s.First($"SELECT 1 FROM json_each(@values) WHERE value NOT IN (SELECT {column} FROM {table})", _ => true, ("@values", JsonSerializer.Serialize(values)));
}
