using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ResourceApi.Tests.Verifications;

/// <summary>Fails at the n-th thing that is asked of the database: each command, and the commit before and after it is on disk.</summary>
internal sealed class Fault : DbCommandInterceptor, IDbTransactionInterceptor
{
    private int _left;

    /// <summary>Whether it has failed since it was set.</summary>
    public bool HasStruck => _left <= 0;

    public void Set(int at) => _left = at;

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
        new(Pass(result));

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        new(Pass(result));

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default) =>
        new(Pass(result));

    public ValueTask<InterceptionResult> TransactionCommittingAsync(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        new(Pass(result));

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default) =>
        Task.FromResult(Pass(true));

    private T Pass<T>(T result) => Interlocked.Decrement(ref _left) == 0 ? throw new TimeoutException("The injected fault.") : result;
}
