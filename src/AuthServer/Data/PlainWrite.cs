using System.Data.Common;
using AuthServer.Protocol.Storage;

namespace AuthServer.Data;

/// <summary>What plain statements may do within a transaction of <see cref="Statements"/> while it is open. Identifiers are stored as 16 bytes and times as Unix milliseconds, as in every table.</summary>
public abstract class PlainWrite
{
    private const string Savepoint = "SAVEPOINT all_or_none";
    private const string RollBack = "ROLLBACK TO all_or_none";
    private const string Release = "RELEASE all_or_none";

    private readonly List<Action> _afterCommit = [];

    /// <summary>Runs a statement and reads the first row it returns; default where it returns none.</summary>
    /// <remarks>A shared transaction is not cancelled: there the token does nothing. The same statement is always given the same names in the same order.</remarks>
    public Task<T?> FirstAsync<T>(string sql, Func<DbDataReader, T> read, CancellationToken cancel, params (string Name, object? Value)[] parameters) =>
        Task.FromResult(Open(cancel).First(sql, read, parameters));

    /// <summary>Runs a statement; returns the number of rows it changed.</summary>
    public Task<int> ExecuteAsync(string sql, CancellationToken cancel, params (string Name, object? Value)[] parameters) => Task.FromResult(Open(cancel).Execute(sql, parameters));

    /// <summary>Takes several things, or none: where one of them is refused, what was taken before it is put back.</summary>
    /// <typeparam name="TRefusal">Why one is refused; null where none is.</typeparam>
    public async Task<TRefusal?> AllOrNoneAsync<TRefusal>(Func<Task<TRefusal?>> take, CancellationToken cancel)
    {
        await ExecuteAsync(Savepoint, cancel);
        var refusal = await take();
        if (refusal is not null) await ExecuteAsync(RollBack, cancel);
        await ExecuteAsync(Release, cancel);
        return refusal;
    }

    /// <summary>Does something once all of this is on disk, such as waking who waits for it.</summary>
    public void AfterCommit(Action action) => _afterCommit.Add(action);

    internal void Committed() => _afterCommit.ForEach(action => action());

    /// <summary>The transaction's statements, as long as it is open.</summary>
    private protected abstract SqliteStatements Open(CancellationToken cancel);
}
