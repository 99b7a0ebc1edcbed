using System.Data.Common;
using AuthServer.Protocol.Storage;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Data;

/// <summary>Runs the writes that must decide and write in one step. What plain statements do shares its transaction, and its fsync, with whatever the engine writes at that moment (decision 2). Their SQL reads the same on SQLite and PostgreSQL.</summary>
public sealed class Statements(SqliteWriter writer, IDbContextFactory<AccountsDbContext> contexts, WriteTurn turn)
{
    /// <summary>Runs a statement and reads the first row it returns; default where it returns none.</summary>
    public Task<T?> FirstAsync<T>(string sql, Func<DbDataReader, T> read, CancellationToken cancel, params (string Name, object? Value)[] parameters) =>
        writer.RunAsync(s => s.First(sql, read, parameters), cancel);

    /// <summary>Runs a statement; returns the number of rows it changed.</summary>
    public Task<int> ExecuteAsync(string sql, CancellationToken cancel, params (string Name, object? Value)[] parameters) =>
        writer.RunAsync(s => s.Execute(sql, parameters), cancel);

    /// <summary>Runs several plain statements, all or none of them.</summary>
    /// <param name="work">Everything that reads and writes. It must not wait for anything, and depend on nothing but the database: it runs a second time where another in its transaction fails. Nothing ambient flows to it, neither culture nor request.</param>
    /// <param name="cancel">Stops it before it begins.</param>
    public async Task<T> ShareAsync<T>(Func<PlainWrite, Task<T>> work, CancellationToken cancel)
    {
        var (write, result) = await writer.RunAsync(s =>
        {
            var write = new SharedWrite(s);
            return (write, write.Do(work));
        }, cancel);
        write.Committed();
        return result;
    }

    /// <summary>As above, where there is no result.</summary>
    public Task ShareAsync(Func<PlainWrite, Task> work, CancellationToken cancel) => ShareAsync(write => Nothing(work(write)), cancel);

    /// <summary>Runs several statements, and Entity Framework Core, in a transaction of its own: committed when the work returns, undone when it throws.</summary>
    /// <param name="work">Everything that reads and writes in it. It must not wait for anything but this transaction.</param>
    /// <param name="cancel">Stops it before the commit.</param>
    public async Task<T> WriteAsync<T>(Func<Write, Task<T>> work, CancellationToken cancel)
    {
        var (write, result) = await InTurnAsync(work, cancel);
        write.Committed();
        return result;
    }

    /// <summary>As above, where there is no result.</summary>
    public Task WriteAsync(Func<Write, Task> work, CancellationToken cancel) => WriteAsync(write => Nothing(work(write)), cancel);

    private async Task<(Write Write, T Result)> InTurnAsync<T>(Func<Write, Task<T>> work, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await turn.TakeAsync(cancel);
        try
        {
            turn.IsHeldHere = true;
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            using var write = new Write(db, transaction);
            var result = await work(write);
            await transaction.CommitAsync(cancel);
            return (write, result);
        }
        finally
        {
            turn.IsHeldHere = false;
            turn.Pass();
        }
    }

    private static async Task<bool> Nothing(Task done)
    {
        await done;
        return true;
    }
}
