namespace AuthServer;

/// <summary>Memory that only a start needed.</summary>
internal static class SpareMemory
{
    /// <summary>Gives it back to the system. The server stands still meanwhile, for some tens of milliseconds: for once, after something has started.</summary>
    public static void GiveBack() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
}
