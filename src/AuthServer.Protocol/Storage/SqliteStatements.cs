using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace AuthServer.Protocol.Storage;

/// <summary>One connection with its prepared statements. Not for two threads at once.</summary>
public sealed class SqliteStatements : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction? _borrowed;
    private readonly Dictionary<string, SqliteCommand> _prepared = [];

    /// <summary>Opens the connection.</summary>
    public SqliteStatements(string connectionString)
    {
        _connection = new SqliteConnection(connectionString);
        _connection.Open();
        SqlitePragmas.Apply(_connection);
    }

    /// <summary>Runs on the connection of a transaction that somebody else began, and will end.</summary>
    public SqliteStatements(SqliteTransaction borrowed) => (_connection, _borrowed) = (borrowed.Connection!, borrowed);

    /// <summary>Runs a statement; returns the number of rows it changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) => Command(sql, parameters).ExecuteNonQuery();

    /// <summary>Runs a query and reads its first row; default where there is none.</summary>
    public T? First<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var reader = Command(sql, parameters).ExecuteReader();
        return reader.Read() ? read(reader) : default;
    }

    /// <summary>Runs a query and reads all its rows.</summary>
    public List<T> All<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var all = new List<T>();
        using var reader = Command(sql, parameters).ExecuteReader();
        while (reader.Read()) all.Add(read(reader));
        return all;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var command in _prepared.Values) command.Dispose();
        if (_borrowed is null) _connection.Dispose();
    }

    [SuppressMessage("Security", "CA2100", Justification = "Every statement is a constant; values are parameters.")]
    private SqliteCommand Command(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            command.Transaction = _borrowed;
            foreach (var (name, _) in parameters) command.Parameters.Add(new SqliteParameter { ParameterName = name });
            _prepared.Add(sql, command);
        }
        // They are bound by their place: the same statement is always asked with the same names in the same order.
        if (parameters.Length != command.Parameters.Count) throw new ArgumentException($"The statement has {command.Parameters.Count} parameters.", nameof(parameters));
        for (var i = 0; i < parameters.Length; i++) command.Parameters[i].Value = ToStored(parameters[i].Value);
        return command;
    }

    private static object ToStored(object? value) => value switch
    {
        null => DBNull.Value,
        Guid id => id.ToByteArray(bigEndian: true),
        DateTimeOffset time => time.ToUnixTimeMilliseconds(),
        _ => value,
    };
}
