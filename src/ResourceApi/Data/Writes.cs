using System.Data;
using Microsoft.EntityFrameworkCore;

namespace ResourceApi.Data;

/// <summary>The one way to write: everything that belongs together in one transaction, one after the other on this node.</summary>
/// <remarks>Left to SQLite, who finds the file locked sleeps and tries again. Between nodes the database decides.</remarks>
internal sealed class Writes(IDbContextFactory<ApiDbContext> contexts) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Runs <paramref name="work"/> in a transaction: committed and on disk when it returns, undone when it throws.</summary>
    /// <param name="work">Everything that reads and writes in it; it must wait for nothing but the database.</param>
    /// <param name="cancel">Stops it before the commit.</param>
    public async Task<T> RunAsync<T>(Func<ApiDbContext, Task<T>> work, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await _turn.WaitAsync(cancel);
        try
        {
            // Serializable is BEGIN IMMEDIATE in SQLite: nobody else writes between a look and the write that follows from it.
            await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancel);
            var result = await work(db);
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
            return result;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>As above, where there is no result.</summary>
    public Task RunAsync(Func<ApiDbContext, Task> work, CancellationToken cancel) => RunAsync(
        async db =>
        {
            await work(db);
            return true;
        },
        cancel);

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();
}
