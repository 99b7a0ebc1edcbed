using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace AuthServer.Protocol.Storage;

/// <summary>Group commit: one thread takes every waiting write, of the engine and of the host, into one transaction, and all of them share its fsync. None is acknowledged before the commit.</summary>
public sealed class SqliteWriter : IDisposable
{
    private const int MaxBatch = 256;
    private readonly BlockingCollection<Write> _waiting = new(boundedCapacity: 16 * 1024);
    private readonly SqliteStatements _statements;
    private readonly WriteTurn _turn;
    private readonly Thread _thread;

    /// <summary>Opens the writer's connection, and starts its thread.</summary>
    public SqliteWriter(string connectionString, WriteTurn turn)
    {
        _turn = turn;
        _statements = new SqliteStatements(connectionString);
        _thread = new Thread(Run) { IsBackground = true, Name = "token-writer" };
        _thread.Start();
    }

    /// <summary>Runs the work in a transaction and returns its result once that is on disk.</summary>
    /// <param name="work">It may run a second time when another in its batch failed: it must depend on nothing but the database, and must not wait for a write itself.</param>
    /// <param name="cancel">Takes it out of the queue. Once it has begun it is not cancelled: the caller must learn what became of it.</param>
    /// <exception cref="InvalidOperationException">Called from within a write, which would wait for itself.</exception>
    public async Task<T> RunAsync<T>(Func<SqliteStatements, T> work, CancellationToken cancel)
    {
        if (_turn.IsHeldHere || Thread.CurrentThread == _thread) throw new InvalidOperationException("A write that waits for another one while it runs waits for ever.");
        var write = new Write<T>(work, cancel);
        _waiting.Add(write, cancel);
        return await write.Done.Task;
    }

    /// <inheritdoc/>
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
                batch.RemoveAll(write => write.IsGivenUp());
                if (batch.Count > 0) Commit(batch);
            }
            finally
            {
                _turn.Pass();
            }
            batch.Clear();
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The failure is the callers' to handle: it is handed over, and the thread must live.")]
    private void Commit(List<Write> batch)
    {
        Write? running = null;
        try
        {
            _statements.Execute("BEGIN IMMEDIATE");
            foreach (var write in batch) (running = write).Execute(_statements);
            running = null;
            _statements.Execute("COMMIT");
        }
        catch (Exception e)
        {
            RollBack();
            if (running is null) batch.ForEach(write => write.Fail(e));
            else CommitApart(batch);
            return;
        }
        batch.ForEach(write => write.Complete());
    }

    // One failed: all are run once more, each so that it can be undone by itself, and who fails hears of it alone.
    [SuppressMessage("Design", "CA1031", Justification = "As above.")]
    private void CommitApart(List<Write> batch)
    {
        List<Exception?> failures;
        try
        {
            _statements.Execute("BEGIN IMMEDIATE");
            failures = batch.ConvertAll(ExecuteApart);
            _statements.Execute("COMMIT");
        }
        catch (Exception e)
        {
            RollBack();
            batch.ForEach(write => write.Fail(e));
            return;
        }
        foreach (var (write, failure) in batch.Zip(failures))
        {
            if (failure is null) write.Complete();
            else write.Fail(failure);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "As above.")]
    private Exception? ExecuteApart(Write write)
    {
        _statements.Execute("SAVEPOINT one");
        try
        {
            write.Execute(_statements);
            return null;
        }
        catch (Exception e)
        {
            _statements.Execute("ROLLBACK TO one");
            return e;
        }
        finally
        {
            _statements.Execute("RELEASE one");
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
        /// <summary>Whether nobody waits for it any more; says so to who waited.</summary>
        public abstract bool IsGivenUp();

        public abstract void Execute(SqliteStatements statements);

        public abstract void Complete();

        public abstract void Fail(Exception exception);
    }

    private sealed class Write<T>(Func<SqliteStatements, T> work, CancellationToken cancel) : Write
    {
        private T? _result;

        public TaskCompletionSource<T> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override bool IsGivenUp() => cancel.IsCancellationRequested && Done.TrySetCanceled(cancel);

        public override void Execute(SqliteStatements statements) => _result = work(statements);

        public override void Complete() => Done.SetResult(_result!);

        public override void Fail(Exception exception) => Done.SetException(exception);
    }
}
