namespace AuthServer.Credentials;

/// <summary>Lets as many hashes run at once as there are cores; the others wait without holding a thread, so that token requests are not starved by sign-ins.</summary>
public sealed class HashGate : IDisposable
{
    private readonly SemaphoreSlim _cores = new(Environment.ProcessorCount, Environment.ProcessorCount);

    /// <summary>Runs CPU-heavy work when a core is free.</summary>
    public async Task<T> RunAsync<T>(Func<T> work, CancellationToken cancel)
    {
        await _cores.WaitAsync(cancel);
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
