using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Data;

/// <summary>Runs the statements that must decide and write in one step, each in its own transaction. They read the same on SQLite and PostgreSQL.</summary>
/// <remarks>Identifiers are stored as 16 bytes and times as Unix milliseconds, as in every table.</remarks>
public sealed class Statements(IDbContextFactory<AccountsDbContext> contexts) : IDisposable
{
    // SQLite has one writer: who waits here holds no thread, who waits in SQLite does.
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Runs a statement and reads the first row it returns; default where it returns none.</summary>
    public Task<T?> FirstAsync<T>(string sql, Func<DbDataReader, T> read, CancellationToken cancel, params (string Name, object? Value)[] parameters) =>
        RunAsync(sql, parameters, async command =>
        {
            await using var reader = await command.ExecuteReaderAsync(cancel);
            var first = await reader.ReadAsync(cancel) ? read(reader) : default;
            // The statement is done, and its transaction committed, when the reader has been read to its end.
            while (await reader.ReadAsync(cancel)) continue;
            return first;
        }, cancel);

    /// <summary>Runs a statement; returns the number of rows it changed.</summary>
    public Task<int> ExecuteAsync(string sql, CancellationToken cancel, params (string Name, object? Value)[] parameters) =>
        RunAsync(sql, parameters, command => command.ExecuteNonQueryAsync(cancel), cancel);

    /// <summary>Runs a write of Entity Framework Core in the same queue.</summary>
    public async Task<T> WriteAsync<T>(Func<AccountsDbContext, Task<T>> write, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await _turn.WaitAsync(cancel);
        try
        {
            return await write(db);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    [SuppressMessage("Security", "CA2100", Justification = "Every statement is a constant; values are parameters.")]
    private Task<T> RunAsync<T>(string sql, (string Name, object? Value)[] parameters, Func<DbCommand, Task<T>> run, CancellationToken cancel) =>
        WriteAsync(async db =>
        {
            await db.Database.OpenConnectionAsync(cancel);
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = sql;
            foreach (var (name, value) in parameters) Add(command, name, value);
            return await run(command);
        }, cancel);

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
        if (value is null or byte[] or Guid) parameter.DbType = value is null ? DbType.String : DbType.Binary;
        command.Parameters.Add(parameter);
    }
}
