namespace AuthServer.Protocol.Storage;

/// <summary>Whose turn it is to write to the database's one file: the token store's batches and the host's transactions take turns.</summary>
/// <remarks>Left to SQLite, who finds the file locked sleeps and tries again, and finds it locked again by a writer that commits back to back.</remarks>
public sealed class WriteTurn : IDisposable
{
    // A waiting thread is let in before waiting tasks, and the shared writer has one: the two sides alternate.
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly AsyncLocal<bool> _heldHere = new();

    /// <summary>Whether the caller runs within a transaction that has the turn, as who took it says.</summary>
    public bool IsHeldHere
    {
        get => _heldHere.Value;
        set => _heldHere.Value = value;
    }

    /// <summary>Waits for the turn without holding a thread.</summary>
    public Task TakeAsync(CancellationToken cancel) => _turn.WaitAsync(cancel);

    /// <summary>Gives the turn on.</summary>
    public void Pass() => _turn.Release();

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    internal void Take() => _turn.Wait();
}
