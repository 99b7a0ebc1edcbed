using Load.Data;
using Load.Servers;

namespace Load;

/// <summary>Runs scenarios one after the other, each after a warm-up and between two runs of the baseline: a machine that others share is not equally fast all the time.</summary>
internal sealed class Loads(Platform platform, Material material, Wrk wrk, Baseline baseline, int seconds)
{
    /// <summary>Measures a scenario.</summary>
    /// <exception cref="InvalidOperationException">An answer was wrong: what was measured is not what was meant.</exception>
    public async Task<Measured> MeasureAsync(Scenario scenario, int connections)
    {
        await RunAsync(scenario, connections, Short);
        var before = await RunAsync(baseline.Scenario, connections, Short);
        var server = Of(scenario);
        var cpu = server.Cpu();
        var outcome = await RunAsync(scenario, connections, seconds);
        var cores = (server.Cpu() - cpu).TotalSeconds / outcome.Seconds;
        var after = await RunAsync(baseline.Scenario, connections, Short);
        var row = new Measured(scenario, connections, outcome, cores, server.Resident(), (before.Rate + after.Rate) / 2);
        Console.WriteLine($"  {scenario.Title,-58} {connections,4} {row.Rate,9:N0}/s  ratio {row.Ratio:F2}  p50 {outcome.P50,7:F2} ms  p99 {outcome.P99,7:F2} ms  {row.Cores:F2} cores  {row.Resident:F0} MB");
        return row;
    }

    /// <summary>Drives a server until its code is as good as it gets: how fast it is before that, the start tells.</summary>
    public async Task WarmAsync(params IEnumerable<Scenario> scenarios)
    {
        foreach (var scenario in scenarios)
            foreach (var connections in scenario.Connections) await RunAsync(scenario, connections, seconds);
    }

    /// <summary>Drives a server as a scenario does, for some seconds.</summary>
    public async Task<Outcome> RunAsync(Scenario scenario, int connections, int seconds, Reach reach = Reach.All)
    {
        await PrepareAsync(scenario, reach);
        return await DriveAsync(scenario, connections, seconds);
    }

    /// <summary>Writes what a scenario reads.</summary>
    public Task PrepareAsync(Scenario scenario, Reach reach = Reach.All) => scenario.Needs is { } need ? material.PrepareAsync(need, reach) : Task.CompletedTask;

    /// <summary>As <see cref="RunAsync"/>, at once: what the scenario reads was written before.</summary>
    public async Task<Outcome> DriveAsync(Scenario scenario, int connections, int seconds)
    {
        var outcome = await wrk.RunAsync(scenario, Of(scenario).Address, connections, seconds);
        return outcome.Right ? outcome : throw new InvalidOperationException($"{scenario.Title}: {outcome.Failed} failed, {outcome.Wrong} wrong of {outcome.Requests}: {outcome.FirstWrong}");
    }

    private Server Of(Scenario scenario) => scenario.Server == baseline.Scenario.Server ? baseline.Server : platform.Of(scenario);

    private int Short => Math.Max(1, seconds / 3);
}
