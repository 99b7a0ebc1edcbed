using Load.Data;
using Load.Measures;
using Load.Servers;

namespace Load;

/// <summary>The steps of a run, in their order.</summary>
internal sealed class Run(Options options, Platform platform, Material material, Loads loads)
{
    private readonly IReadOnlyList<Scenario> _all = Scenario.All(options.Bench);

    /// <summary>Only the scenarios that were asked for.</summary>
    public async Task SomeAsync()
    {
        Say($"{options.Few:N0} users and grants");
        var chosen = _all.Where(scenario => options.Only.Contains(scenario.Name)).ToList();
        await material.CreateAsync(options.Few);
        await platform.StartBaselineAsync();
        await platform.StartAuthAsync();
        if (chosen.Exists(scenario => scenario.Server == "api")) await StartApiAsync();
        await loads.WarmBaselineAsync();
        await MeasureAsync(chosen);
    }

    /// <summary>Everything.</summary>
    public async Task<Result> AllAsync()
    {
        Say($"Creating {options.Few:N0} users and grants");
        var onNothing = await material.CreateAsync(options.Few);
        await platform.StartBaselineAsync();
        await platform.StartAuthAsync();
        await StartApiAsync();
        Say("The start");
        var starts = await Starts.MeasureAsync(platform, onNothing, options);
        Say("The hash of a PIN, alone");
        var hashing = await Hashing.MeasureAsync(platform);
        Say($"Scenarios over {options.Few:N0} users and grants");
        await loads.WarmBaselineAsync();
        var small = await MeasureAsync(_all);
        Say($"Memory over {options.Requests:N0} refreshes");
        var memory = await Memory.MeasureAsync(platform, loads, material.Rows, Refresh, options);
        Say($"Growing to {options.Many:N0} users and grants");
        await platform.Auth.StopAsync();
        material.Grow(options.Many);
        await platform.StartAuthAsync();
        Say($"Scenarios over {options.Many:N0} users and grants");
        var large = await MeasureAsync(_all.Where(scenario => scenario.Needs is not null));
        Say($"Deleting {options.Many:N0} ended grants, and their sessions, beside refreshes");
        var pruning = await Pruning.MeasureAsync(platform, loads, material, Refresh, options);
        return new Result(small, large, starts, hashing, memory, pruning);
    }

    private async Task StartApiAsync()
    {
        await platform.StartApiAsync();
        await material.CaughtUpAsync();
    }

    private Scenario Refresh => _all.Single(scenario => scenario.Name == "refresh");

    private async Task<IReadOnlyList<Measured>> MeasureAsync(IEnumerable<Scenario> scenarios)
    {
        var rows = new List<Measured>();
        foreach (var scenario in scenarios)
            foreach (var connections in scenario.Connections) rows.Add(await loads.MeasureAsync(scenario, connections));
        return rows;
    }

    private static void Say(string step) => Console.WriteLine($"{TimeProvider.System.GetLocalNow():HH:mm:ss}  {step}");
}
