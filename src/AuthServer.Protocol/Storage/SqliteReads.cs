using System.Collections.Concurrent;

namespace AuthServer.Protocol.Storage;

/// <summary>Reads of SQLite beside its one writer, each on a connection of its own with prepared statements, which it gives back.</summary>
/// <param name="connectionString">The database.</param>
public sealed class SqliteReads(string connectionString) : IDisposable
{
    private readonly ConcurrentBag<SqliteStatements> _idle = [];

    /// <summary>Runs a query.</summary>
    public T Read<T>(Func<SqliteStatements, T> query)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (!_idle.TryTake(out var statements)) statements = new SqliteStatements(connectionString);
        try
        {
            return query(statements);
        }
        finally
        {
            _idle.Add(statements);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var statements in _idle) statements.Dispose();
    }
}
