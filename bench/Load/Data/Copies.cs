using Microsoft.Data.Sqlite;

namespace Load.Data;

/// <summary>Copies of a row, one for each number <c>i</c> from <paramref name="first"/> on.</summary>
internal sealed class Copies(SqliteTransaction transaction, int first, int count)
{
    /// <summary>Inserts them.</summary>
    /// <param name="table">The table.</param>
    /// <param name="where">The row that is copied.</param>
    /// <param name="changed">Columns that are other than the row's, as expressions of <c>i</c>.</param>
    public void Make(string table, string where, params (string Column, string Value)[] changed)
    {
        var columns = Columns(table);
        var values = columns.Select(column => changed.FirstOrDefault(change => change.Column == column).Value ?? column);
        using var insert = Command($"""
            WITH RECURSIVE numbers(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM numbers WHERE i + 1 < {first + count})
            INSERT INTO {table} ({string.Join(", ", columns)}) SELECT {string.Join(", ", values)} FROM numbers, (SELECT * FROM {table} WHERE {where})
            """);
        if (insert.ExecuteNonQuery() != count) throw new InvalidOperationException($"{table} did not get {count} rows: there is no row with {where}.");
    }

    private List<string> Columns(string table)
    {
        using var query = Command($"SELECT name FROM pragma_table_info('{table}')");
        using var reader = query.ExecuteReader();
        var columns = new List<string>();
        while (reader.Read()) columns.Add(reader.GetString(0));
        return columns;
    }

    private SqliteCommand Command(string sql)
    {
        var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        return command;
    }
}
