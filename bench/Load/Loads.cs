using Load.Data;
using Load.Servers;

namespace Load;

/// <summary>Runs scenarios one after the other, each after a warm-up.</summary>
internal sealed class Loads(Platform platform, Wrk wrk, Material material, int seconds)
{
    /// <summary>Measures a scenario.</summary>
    /// <exception cref="InvalidOperationException">An answer was wrong: what was measured is not what was meant.</exception>
    public async Task<Row> MeasureAsync(Scenario scenario, int connections)
    {
        await RunAsync(scenario, connections, Math.Max(1, seconds / 3));
        var server = platform.Of(scenario);
        var cpu = server.Cpu();
        var outcome = await RunAsync(scenario, connections, seconds);
        var row = new Row(scenario, connections, outcome, (server.Cpu() - cpu).TotalSeconds / outcome.Seconds, server.Resident());
        Console.WriteLine($"  {scenario.Title,-58} {connections,4} {row.Rate,9:N0}/s  p50 {outcome.P50,7:F2} ms  p99 {outcome.P99,7:F2} ms  {row.Cores:F2} cores  {row.Resident:F0} MB");
        return row;
    }

    /// <summary>Drives a server as a scenario does, for some seconds.</summary>
    public async Task<Outcome> RunAsync(Scenario scenario, int connections, int seconds)
    {
        if (scenario.Needs is { } need) await material.PrepareAsync(need);
        var outcome = await wrk.RunAsync(scenario, platform.Of(scenario).Address, connections, seconds);
        return outcome.Right ? outcome : throw new InvalidOperationException($"{scenario.Title}: {outcome.Failed} failed, {outcome.Wrong} wrong of {outcome.Requests}: {outcome.FirstWrong}");
    }
}
