namespace AuthServer.Credentials;

/// <summary>Lets as many hashes run at once as there are cores; the others wait without holding a thread, so that token requests are not starved by sign-ins.</summary>
public sealed class HashGate : IDisposable
{
    private const int MaxWaiting = 256;

    private readonly SemaphoreSlim _cores = new(Environment.ProcessorCount, Environment.ProcessorCount);
    private int _waiting;

    /// <summary>How long to wait where too many hashes wait already, else null. Asked before a guess is reserved, so that a flood costs nobody a guess.</summary>
    public TimeSpan? Full => Volatile.Read(ref _waiting) < MaxWaiting ? null : TimeSpan.FromSeconds(5);

    /// <summary>Runs CPU-heavy work when a core is free.</summary>
    public async Task<T> RunAsync<T>(Func<T> work, CancellationToken cancel)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            await _cores.WaitAsync(cancel);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
        try
        {
            return await Task.Run(work, cancel);
        }
        finally
        {
            _cores.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _cores.Dispose();
}
