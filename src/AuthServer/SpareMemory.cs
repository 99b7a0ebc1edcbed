using System.Runtime.InteropServices;

namespace AuthServer;

/// <summary>Memory that only a start needed.</summary>
internal static partial class SpareMemory
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    /// <summary>Gives it back to the system two seconds after something has started. The server stands still meanwhile, for some tens of milliseconds, once.</summary>
    public static async Task GiveBackSoonAsync(CancellationToken stopping)
    {
        await Task.Delay(Settling, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (stopping.IsCancellationRequested) return;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GiveBackNative();
    }

    // What the compiler of the runtime has freed, the C library keeps. Only glibc has this call.
    private static void GiveBackNative()
    {
        if (!OperatingSystem.IsLinux()) return;
        try
        {
            _ = Trim(0);
        }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException)
        {
            // Another C library, which keeps less.
        }
    }

    /// <summary><c>malloc_trim(3)</c>.</summary>
    /// <param name="keep">Bytes that each heap may keep at its end.</param>
    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Trim(nuint keep);
}
