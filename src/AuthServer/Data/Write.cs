using System.Data.Common;
using AuthServer.Protocol.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Storage;

namespace AuthServer.Data;

/// <summary>A transaction of its own, for whoever needs Entity Framework Core or the engine in it.</summary>
public sealed class Write : PlainWrite, IDisposable
{
    private readonly SqliteStatements _statements;

    internal Write(AccountsDbContext db, IDbContextTransaction transaction)
    {
        (Db, Transaction) = (db, transaction.GetDbTransaction());
        _statements = new SqliteStatements((SqliteTransaction)Transaction);
    }

    /// <summary>The accounts' tables, in this transaction.</summary>
    public AccountsDbContext Db { get; }

    /// <summary>The transaction, for what the engine writes in it.</summary>
    public DbTransaction Transaction { get; }

    /// <inheritdoc/>
    public void Dispose() => _statements.Dispose();

    private protected override SqliteStatements Open(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return _statements;
    }
}
