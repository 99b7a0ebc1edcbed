using Load.Data;
using Load.Measures;
using Load.Servers;

namespace Load;

/// <summary>The steps of a run, in their order.</summary>
internal sealed class Run(Options options, Platform platform, Material material, Loads loads)
{
    // What is measured beside the scenarios, by the names that --only takes.
    private const string Start = "start";
    private const string Memory = "memory";
    private const string Deletion = "deletion";

    private readonly IReadOnlyList<Scenario> _all = Scenario.All(options.Bench);

    /// <summary>What was asked for, and nothing else.</summary>
    /// <exception cref="InvalidOperationException">Nothing has a name that was asked for.</exception>
    public async Task SomeAsync()
    {
        var chosen = _all.Where(scenario => Asked(scenario.Name)).ToList();
        if (options.Only.Except(chosen.Select(scenario => scenario.Name)).Except([Start, Memory, Deletion]).FirstOrDefault() is { } nobody) throw new InvalidOperationException($"--only {nobody}: there is {string.Join(", ", _all.Select(scenario => scenario.Name))}; {Start}, {Memory}, {Deletion}.");
        var onNothing = await BeginAsync();
        if (Asked(Start) || chosen.Exists(scenario => scenario.Server == "api")) await StartApiAsync();
        if (Asked(Start)) await StartsAsync(onNothing);
        await WarmAsync([Baseline, Refresh, .. chosen.Where(scenario => scenario.Server == "api").Take(1)]);
        await MeasureAsync(chosen);
        if (Asked(Memory)) await MemoryAsync();
        if (!Asked(Deletion)) return;
        await GrowAsync();
        await PruningAsync();
    }

    /// <summary>Everything.</summary>
    public async Task<Result> AllAsync()
    {
        var onNothing = await BeginAsync();
        await StartApiAsync();
        var starts = await StartsAsync(onNothing);
        Say($"Scenarios over {options.Few:N0} users and grants");
        await WarmAsync([Baseline, Refresh, Called("users-me")]);
        var small = await MeasureAsync(_all);
        Say("Sign-ins by PIN between hashes alone");
        var signIns = Told(await SignIns.MeasureAsync(platform, loads, Called("pin-login")));
        var memory = await MemoryAsync();
        await GrowAsync();
        Say($"Scenarios over {options.Many:N0} users and grants");
        await WarmAsync([Refresh]);
        var large = await MeasureAsync(_all.Where(scenario => scenario.Needs is not null));
        return new Result(small, large, starts, signIns, memory, await PruningAsync());
    }

    private async Task<TimeSpan> BeginAsync()
    {
        Say($"Creating {options.Few:N0} users and grants");
        var onNothing = await material.CreateAsync(options.Few);
        await platform.StartBaselineAsync();
        await platform.StartAuthAsync();
        return onNothing;
    }

    private async Task<Starts> StartsAsync(TimeSpan onNothing)
    {
        Say("The start");
        return Told(await Starts.MeasureAsync(platform, onNothing, options));
    }

    private async Task<Measures.Memory> MemoryAsync()
    {
        Say($"Memory over {options.Requests:N0} refreshes");
        return Told(await Measures.Memory.MeasureAsync(platform, loads, material.Rows, Refresh, options));
    }

    private async Task GrowAsync()
    {
        Say($"Growing to {options.Many:N0} users and grants");
        await platform.Auth.StopAsync();
        material.Grow(options.Many);
        await platform.StartAuthAsync();
    }

    private async Task<Pruning> PruningAsync()
    {
        Say($"Deleting {options.Many:N0} ended grants, and their sessions, beside refreshes");
        return Told(await Pruning.MeasureAsync(platform, loads, material, Refresh, options));
    }

    private bool Asked(string name) => options.Only.Contains(name);

    private async Task StartApiAsync()
    {
        await platform.StartApiAsync();
        await material.CaughtUpAsync();
    }

    private async Task WarmAsync(IEnumerable<Scenario> scenarios)
    {
        foreach (var scenario in scenarios) await loads.WarmAsync(scenario);
    }

    private Scenario Baseline => Called("baseline");

    private Scenario Refresh => Called("refresh");

    private Scenario Called(string name) => _all.Single(scenario => scenario.Name == name);

    private async Task<IReadOnlyList<Measured>> MeasureAsync(IEnumerable<Scenario> scenarios)
    {
        var rows = new List<Measured>();
        foreach (var scenario in scenarios)
            foreach (var connections in scenario.Connections) rows.Add(await loads.MeasureAsync(scenario, connections));
        return rows;
    }

    private static T Told<T>(T measured) where T : IMeasure
    {
        Console.WriteLine("  " + measured.Sentence);
        return measured;
    }

    private static void Say(string step) => Console.WriteLine($"{TimeProvider.System.GetLocalNow():HH:mm:ss}  {step}");
}
