using System.Diagnostics;
using Load.Data;
using Load.Servers;

namespace Load.Measures;

/// <summary>Refreshes while ended rows are deleted.</summary>
/// <param name="Rows">Rows deleted: as many grants as sessions.</param>
/// <param name="Took">How long that took, the refreshes beside it.</param>
/// <param name="Without">The same load while nothing is deleted.</param>
/// <param name="During">The load while rows are deleted.</param>
internal sealed record Pruning(long Rows, TimeSpan Took, Outcome Without, Outcome During)
{
    private const string Ended = "revoked_at < 1000 * (unixepoch() - 86400)";
    private const string EndedSessions = "ended_at < 1000 * (unixepoch() - 86400)";

    /// <summary>Measures.</summary>
    public static async Task<Pruning> MeasureAsync(Platform platform, Loads loads, Material material, Scenario refresh, Options options)
    {
        await platform.Auth.StopAsync();
        material.AddEnded(options.Many);
        var rows = material.Rows.Count("grants", Ended) + material.Rows.Count("sessions", EndedSessions);
        await platform.StartAuthAsync();
        await loads.RunAsync(refresh, refresh.Connections[0], options.Seconds);
        var without = await loads.RunAsync(refresh, refresh.Connections[0], options.Seconds);
        await platform.Auth.StopAsync();
        await platform.StartAuthAsync(more: [new("Jobs:PruneEndedGrants", "0/2 * * * * ?")]);
        var ended = material.Rows.Count("grants", Ended);
        // Jobs begin a while after the start.
        while (material.Rows.Count("grants", Ended) == ended) await loads.RunAsync(refresh, refresh.Connections[0], 1);
        var start = Stopwatch.GetTimestamp();
        var during = await loads.RunAsync(refresh, refresh.Connections[0], options.Seconds);
        while (material.Rows.Count("sessions", EndedSessions) > 0) await loads.RunAsync(refresh, refresh.Connections[0], 1);
        return new Pruning(rows, Stopwatch.GetElapsedTime(start), without, during);
    }
}
