using System.Data.Common;
using AuthServer.Protocol.Storage;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Data;

/// <summary>Runs the writes that must decide and write in one step, each in a transaction of its own. Their SQL reads the same on SQLite and PostgreSQL.</summary>
public sealed class Statements(IDbContextFactory<AccountsDbContext> contexts, WriteTurn turn)
{
    /// <summary>Runs a statement and reads the first row it returns; default where it returns none.</summary>
    public Task<T?> FirstAsync<T>(string sql, Func<DbDataReader, T> read, CancellationToken cancel, params (string Name, object? Value)[] parameters) =>
        InTurnAsync(async db =>
        {
            await db.Database.OpenConnectionAsync(cancel);
            return await new Write(db, null).FirstAsync(sql, read, cancel, parameters);
        }, cancel);

    /// <summary>Runs a statement; returns the number of rows it changed.</summary>
    public Task<int> ExecuteAsync(string sql, CancellationToken cancel, params (string Name, object? Value)[] parameters) =>
        InTurnAsync(async db =>
        {
            await db.Database.OpenConnectionAsync(cancel);
            return await new Write(db, null).ExecuteAsync(sql, cancel, parameters);
        }, cancel);

    /// <summary>Runs several statements in one transaction: committed when the work returns, undone when it throws.</summary>
    /// <param name="work">Everything that reads and writes in it. It must not wait for anything but the database.</param>
    /// <param name="cancel">Stops it before the commit.</param>
    public async Task<T> WriteAsync<T>(Func<Write, Task<T>> work, CancellationToken cancel)
    {
        Write? done = null;
        var result = await InTurnAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            done = new Write(db, transaction);
            var value = await work(done);
            await transaction.CommitAsync(cancel);
            return value;
        }, cancel);
        done!.Committed();
        return result;
    }

    /// <summary>As above, where there is no result.</summary>
    public Task WriteAsync(Func<Write, Task> work, CancellationToken cancel) => WriteAsync(
        async write =>
        {
            await work(write);
            return true;
        },
        cancel);

    private async Task<T> InTurnAsync<T>(Func<AccountsDbContext, Task<T>> work, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await turn.TakeAsync(cancel);
        try
        {
            return await work(db);
        }
        finally
        {
            turn.Pass();
        }
    }
}
