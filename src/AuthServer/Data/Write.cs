using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace AuthServer.Data;

/// <summary>A transaction of <see cref="Statements"/> while it is open. Identifiers are stored as 16 bytes and times as Unix milliseconds, as in every table.</summary>
public sealed class Write
{
    private const string Savepoint = "all_or_none";
    private readonly IDbContextTransaction? _transaction;
    private readonly List<Action> _afterCommit = [];

    internal Write(AccountsDbContext db, IDbContextTransaction? transaction) => (Db, _transaction) = (db, transaction);

    /// <summary>The accounts' tables, in this transaction.</summary>
    public AccountsDbContext Db { get; }

    /// <summary>The transaction, for what the engine writes in it.</summary>
    /// <exception cref="InvalidOperationException">A single statement has none.</exception>
    public DbTransaction Transaction => _transaction?.GetDbTransaction() ?? throw new InvalidOperationException("A single statement runs without a transaction.");

    /// <summary>Runs a statement and reads the first row it returns; default where it returns none.</summary>
    public async Task<T?> FirstAsync<T>(string sql, Func<DbDataReader, T> read, CancellationToken cancel, params (string Name, object? Value)[] parameters)
    {
        await using var command = Command(sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var first = await reader.ReadAsync(cancel) ? read(reader) : default;
        // The statement is done when the reader has been read to its end.
        while (await reader.ReadAsync(cancel)) continue;
        return first;
    }

    /// <summary>Runs a statement; returns the number of rows it changed.</summary>
    public async Task<int> ExecuteAsync(string sql, CancellationToken cancel, params (string Name, object? Value)[] parameters)
    {
        await using var command = Command(sql, parameters);
        return await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Takes several things, or none: where one of them is refused, what was taken before it is put back.</summary>
    /// <typeparam name="TRefusal">Why one is refused; null where none is.</typeparam>
    public async Task<TRefusal?> AllOrNoneAsync<TRefusal>(Func<Task<TRefusal?>> take, CancellationToken cancel)
    {
        await _transaction!.CreateSavepointAsync(Savepoint, cancel);
        var refusal = await take();
        if (refusal is not null) await _transaction.RollbackToSavepointAsync(Savepoint, cancel);
        await _transaction.ReleaseSavepointAsync(Savepoint, cancel);
        return refusal;
    }

    /// <summary>Does something once all of this is on disk, such as waking who waits for it.</summary>
    public void AfterCommit(Action action) => _afterCommit.Add(action);

    internal void Committed() => _afterCommit.ForEach(action => action());

    [SuppressMessage("Security", "CA2100", Justification = "Every statement is a constant; values are parameters.")]
    private DbCommand Command(string sql, (string Name, object? Value)[] parameters)
    {
        var command = Db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        command.Transaction = _transaction?.GetDbTransaction();
        foreach (var (name, value) in parameters) Add(command, name, value);
        return command;
    }

    private static void Add(DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value switch
        {
            null => DBNull.Value,
            Guid id => id.ToByteArray(bigEndian: true),
            DateTimeOffset time => time.ToUnixTimeMilliseconds(),
            TimeSpan span => (long)span.TotalMilliseconds,
            _ => value,
        };
        if (value is null or byte[] or Guid) parameter.DbType = value is null ? System.Data.DbType.String : System.Data.DbType.Binary;
        command.Parameters.Add(parameter);
    }
}
