using AuthServer.Protocol.Storage;

namespace AuthServer.Data;

/// <summary>Part of a transaction that others share, on the writer's own thread: nothing in it ever waits, and nothing comes after it.</summary>
internal sealed class SharedWrite(SqliteStatements writer) : PlainWrite
{
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private SqliteStatements? _writer = writer;

    /// <summary>Does the work, all of it, now.</summary>
    public T Do<T>(Func<PlainWrite, Task<T>> work)
    {
        try
        {
            var done = work(this);
            return done.IsCompleted ? done.GetAwaiter().GetResult() : throw new InvalidOperationException("The writer's thread waits for nobody: this belongs in a transaction of its own.");
        }
        finally
        {
            _writer = null;
        }
    }

    private protected override SqliteStatements Open(CancellationToken cancel) =>
        Environment.CurrentManagedThreadId == _thread && _writer is { } open ? open : throw new InvalidOperationException("The writer has gone on to others.");
}
