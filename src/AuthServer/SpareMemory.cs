namespace AuthServer;

/// <summary>Memory that only a start needed.</summary>
internal static class SpareMemory
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    /// <summary>Gives it back to the system two seconds after something has started. The server stands still meanwhile, for some tens of milliseconds, once.</summary>
    public static async Task GiveBackSoonAsync(CancellationToken stopping)
    {
        await Task.Delay(Settling, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!stopping.IsCancellationRequested) GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
