using System.Collections.Concurrent;

namespace AuthServer.Protocol.Storage;

/// <summary>Reads beside the writers, each on a connection of its own with its prepared statements; what the server reads at its start and all the time thereafter goes this way, without EF Core and its model.</summary>
public sealed class SqliteReaders(string connectionString) : IDisposable
{
    private readonly ConcurrentBag<SqliteStatements> _readers = [];

    /// <summary>Runs queries on one connection.</summary>
    public T Read<T>(Func<SqliteStatements, T> query)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (!_readers.TryTake(out var reader)) reader = new SqliteStatements(connectionString);
        try
        {
            return query(reader);
        }
        finally
        {
            _readers.Add(reader);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var reader in _readers) reader.Dispose();
    }
}
