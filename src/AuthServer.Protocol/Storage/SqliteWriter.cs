using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace AuthServer.Protocol.Storage;

/// <summary>Group commit: one thread takes every waiting write into one transaction, and all of them share its fsync. None is acknowledged before the commit.</summary>
internal sealed class SqliteWriter : IDisposable
{
    private const int MaxBatch = 256;
    private readonly BlockingCollection<Write> _waiting = new(boundedCapacity: 16 * 1024);
    private readonly SqliteStatements _statements;
    private readonly WriteTurn _turn;
    private readonly Thread _thread;

    public SqliteWriter(string connectionString, WriteTurn turn)
    {
        _turn = turn;
        _statements = new SqliteStatements(connectionString);
        _thread = new Thread(Run) { IsBackground = true, Name = "token-writer" };
        _thread.Start();
    }

    /// <summary>Runs the work in a transaction and returns its result once that is on disk.</summary>
    /// <remarks>The work may run a second time when another in its batch failed: it must depend on nothing but the database.</remarks>
    public async Task<T> RunAsync<T>(Func<SqliteStatements, T> work, CancellationToken cancel)
    {
        var write = new Write<T>(work);
        _waiting.Add(write, cancel);
        // Not cancelled from here on: the caller must learn what became of a write that has begun.
        return await write.Done.Task;
    }

    public void Dispose()
    {
        _waiting.CompleteAdding();
        _thread.Join();
        _waiting.Dispose();
        _statements.Dispose();
    }

    private void Run()
    {
        var batch = new List<Write>(MaxBatch);
        foreach (var first in _waiting.GetConsumingEnumerable())
        {
            batch.Add(first);
            while (batch.Count < MaxBatch && _waiting.TryTake(out var next)) batch.Add(next);
            _turn.Take();
            try
            {
                Commit(batch);
            }
            finally
            {
                _turn.Pass();
            }
            batch.Clear();
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The failure is the caller's to handle: it is handed over, and the thread must live.")]
    private void Commit(List<Write> batch)
    {
        while (batch.Count > 0)
        {
            Write? running = null;
            try
            {
                _statements.Execute("BEGIN IMMEDIATE");
                foreach (var write in batch) (running = write).Execute(_statements);
                running = null;
                _statements.Execute("COMMIT");
                foreach (var write in batch) write.Complete();
                return;
            }
            catch (Exception e)
            {
                RollBack();
                if (running is null)
                {
                    foreach (var write in batch) write.Fail(e);
                    return;
                }
                // One failed: it alone hears of it, and the others are run again without it.
                running.Fail(e);
                batch.Remove(running);
            }
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "SQLite may have rolled back by itself; then there is nothing to roll back.")]
    private void RollBack()
    {
        try
        {
            _statements.Execute("ROLLBACK");
        }
        catch (Exception)
        {
            // The exception that led here is the one that is told.
        }
    }

    private abstract class Write
    {
        public abstract void Execute(SqliteStatements statements);

        public abstract void Complete();

        public abstract void Fail(Exception exception);
    }

    private sealed class Write<T>(Func<SqliteStatements, T> work) : Write
    {
        private T? _result;

        public TaskCompletionSource<T> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override void Execute(SqliteStatements statements) => _result = work(statements);

        public override void Complete() => Done.SetResult(_result!);

        public override void Fail(Exception exception) => Done.SetException(exception);
    }
}
