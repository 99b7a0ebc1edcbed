using Load.Data;
using Load.Servers;

namespace Load.Measures;

/// <summary>Refreshes while ended rows are deleted.</summary>
/// <param name="Ended">Rows that had ended: as many grants as sessions.</param>
/// <param name="Left">How many of them were left when the load had ended: where there are any, rows were deleted all the time.</param>
/// <param name="Without">The same load a minute before, while nothing is deleted.</param>
/// <param name="During">The load while rows are deleted.</param>
internal sealed record Pruning(long Ended, long Left, Outcome Without, Outcome During) : IMeasure
{
    // Jobs begin a minute after the start, and until then the load without them has to be through.
    private const int MostSeconds = 20;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <inheritdoc/>
    public string Sentence => $"Of {Ended:N0} rows that had ended, grants and their sessions, {Ended - Left:N0} were deleted while refreshes went on for {During.Seconds:F0} s: {During.Rate:N0} a second with p99 {During.P99:F1} ms, and without {Without.Rate:N0} with p99 {Without.P99:F1} ms.";

    /// <summary>Measures.</summary>
    public static async Task<Pruning> MeasureAsync(Platform platform, Loads loads, Material material, Scenario refresh, Options options)
    {
        var (connections, seconds) = (refresh.Connections[0], Math.Min(options.Seconds, MostSeconds));
        await platform.Auth.StopAsync();
        material.AddEnded(options.Many);
        var ended = material.EndedLeft(options.Many);
        await platform.StartAuthAsync(more: [new("Jobs:PruneEndedGrants", "0/2 * * * * ?")]);
        await loads.RunAsync(refresh, connections, seconds);
        var without = await loads.RunAsync(refresh, connections, seconds);
        // What was on its way when that load ended has to arrive: its tokens are used up when the next begins, longer ago than a lost answer is forgiven.
        await Task.Delay(Settling);
        await loads.PrepareAsync(refresh);
        if (material.EndedLeft(options.Many) < ended) throw new InvalidOperationException("Rows were deleted before the load beside it could begin: this machine is too slow for the size of the database.");
        while (material.EndedLeft(1) == 2) await Task.Delay(Look);
        var during = await loads.DriveAsync(refresh, connections, seconds);
        return new Pruning(ended, material.EndedLeft(options.Many), without, during);
    }
}
