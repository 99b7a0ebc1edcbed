using Load.Measures;

namespace Load;

/// <summary>The steps of a run, in their order.</summary>
/// <param name="options">What it is told.</param>
/// <param name="baseline">What scenarios are compared with.</param>
/// <param name="few">The platform with few users and grants.</param>
/// <param name="many">The one with many; it begins with as many as the other.</param>
internal sealed class Run(Options options, Baseline baseline, Site few, Site many)
{
    // What is measured beside the scenarios, by the names that --only takes.
    private const string Start = "start";
    private const string Memory = "memory";
    private const string Growth = "growth";
    private const string Deletion = "deletion";

    private readonly IReadOnlyList<Scenario> _all = Scenario.All(options.Bench);

    /// <summary>What was asked for, and nothing else.</summary>
    /// <exception cref="InvalidOperationException">Nothing has a name that was asked for.</exception>
    public async Task SomeAsync()
    {
        var chosen = _all.Where(scenario => Asked(scenario.Name)).ToList();
        if (options.Only.Except(chosen.Select(scenario => scenario.Name)).Except([Start, Memory, Growth, Deletion]).FirstOrDefault() is { } nobody) throw new InvalidOperationException($"--only {nobody}: there is {string.Join(", ", _all.Select(scenario => scenario.Name))}; {Start}, {Memory}, {Growth}, {Deletion}.");
        await baseline.StartAsync();
        var onNothing = await BeginAsync(few);
        if (Asked(Start)) await StartsAsync(onNothing);
        await few.Loads.WarmAsync(baseline.Scenario, Refresh, UsersMe);
        if (!Asked(Growth)) await MeasureAsync(chosen);
        if (Asked(Memory)) await MemoryAsync();
        if (!Asked(Growth) && !Asked(Deletion)) return;
        await GrowAsync();
        if (Asked(Growth)) await GrowthAsync(chosen.Count > 0 ? chosen : _all);
        if (Asked(Deletion)) await PruningAsync();
    }

    /// <summary>Everything.</summary>
    public async Task<Result> AllAsync()
    {
        await baseline.StartAsync();
        var onNothing = await BeginAsync(few);
        var starts = await StartsAsync(onNothing);
        Say($"Scenarios over {options.Few:N0} users and grants");
        await few.Loads.WarmAsync(baseline.Scenario, Refresh, UsersMe);
        var rows = await MeasureAsync(_all);
        Say("Sign-ins by PIN between hashes alone");
        var signIns = Told(await SignIns.MeasureAsync(few.Platform, few.Loads, Called("pin-login")));
        var memory = await MemoryAsync();
        await GrowAsync();
        var growth = await GrowthAsync(_all);
        return new Result(rows, growth, starts, signIns, memory, await PruningAsync());
    }

    private async Task<TimeSpan> BeginAsync(Site site)
    {
        Say($"Creating {options.Few:N0} users and grants");
        var onNothing = await site.Material.CreateAsync(options.Few);
        await site.Platform.StartAuthAsync();
        await site.Platform.StartApiAsync();
        await site.Material.IntroduceAsync();
        return onNothing;
    }

    private async Task<Starts> StartsAsync(TimeSpan onNothing)
    {
        Say("The start");
        return Told(await Starts.MeasureAsync(few.Platform, onNothing, options));
    }

    private async Task<Measures.Memory> MemoryAsync()
    {
        Say($"Memory over {options.Requests:N0} refreshes");
        return Told(await Measures.Memory.MeasureAsync(few.Platform, few.Loads, few.Material.Rows, Refresh, options));
    }

    private async Task GrowAsync()
    {
        await BeginAsync(many);
        Say($"Growing to {options.Many:N0} users and grants");
        await many.Platform.StopAsync();
        many.Material.Grow(options.Many);
    }

    private async Task<IReadOnlyList<Measures.Growth>> GrowthAsync(IEnumerable<Scenario> scenarios)
    {
        Say($"Scenarios over {options.Few:N0} and over {options.Many:N0} users and grants, in turns");
        List<Measures.Growth> rows = [.. scenarios.Where(scenario => scenario.Needs is not null).SelectMany(scenario => scenario.Connections, (scenario, connections) => new Measures.Growth(scenario, connections))];
        // No two processes that run the same code are equally fast: half of it is measured with others.
        for (var half = 0; half < 2; half++)
        {
            foreach (var site in new[] { few, many }) await site.RestartAsync();
            foreach (var row in rows)
            {
                await row.MeasureAsync(few, many, options.Seconds);
                Told(row);
            }
        }
        return rows;
    }

    private async Task<Pruning> PruningAsync()
    {
        Say($"Deleting {options.Many:N0} ended grants, and their sessions, beside refreshes");
        await few.Platform.StopAsync();
        return Told(await Pruning.MeasureAsync(many.Platform, many.Loads, many.Material, Refresh, options));
    }

    private bool Asked(string name) => options.Only.Contains(name);

    private Scenario Refresh => Called("refresh");

    private Scenario UsersMe => Called("users-me");

    private Scenario Called(string name) => _all.Single(scenario => scenario.Name == name);

    private async Task<IReadOnlyList<Measured>> MeasureAsync(IEnumerable<Scenario> scenarios)
    {
        var rows = new List<Measured>();
        foreach (var scenario in scenarios)
            foreach (var connections in scenario.Connections) rows.Add(await few.Loads.MeasureAsync(scenario, connections));
        return rows;
    }

    private static T Told<T>(T measured) where T : IMeasure
    {
        Console.WriteLine("  " + measured.Sentence);
        return measured;
    }

    private static void Say(string step) => Console.WriteLine($"{TimeProvider.System.GetLocalNow():HH:mm:ss}  {step}");
}
