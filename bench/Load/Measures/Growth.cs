using Load.Data;

namespace Load.Measures;

/// <summary>A scenario over a small database and over a large one, in turns of a second: what the machine does meanwhile, it does to both.</summary>
/// <param name="scenario">What is done.</param>
/// <param name="connections">By how many at once.</param>
internal sealed class Growth(Scenario scenario, int connections) : IMeasure
{
    private const int Turn = 1;

    /// <summary>What is done.</summary>
    public Scenario Scenario => scenario;

    /// <summary>By how many at once.</summary>
    public int Connections => connections;

    /// <summary>On the small database.</summary>
    public Turns Few { get; } = new(scenario);

    /// <summary>The same load on the large one: as many grants, of the users who are in both.</summary>
    public Turns Same { get; } = new(scenario);

    /// <summary>On the large one, over grants at random among all of them; null where the load does not choose grants.</summary>
    public Turns? Spread { get; } = Material.ChoosesGrants(scenario.Needs!) ? new(scenario) : null;

    /// <summary>What is left of the rate when only the database is larger.</summary>
    public double Kept => Same.PartOf(Few);

    /// <inheritdoc/>
    public string Sentence => $"{Scenario.Title,-58} {Connections,4} {Few.Rate,9:N0}/s  same load {Part(Same)}" + (Spread is { } spread ? $"  spread {Part(spread)}" : "");

    /// <summary>Drives both, a turn for each, there and back: what becomes slower all the time does so for all.</summary>
    /// <param name="few">With the small database.</param>
    /// <param name="many">With the large one.</param>
    /// <param name="seconds">How long each is warmed up; there and back takes two of them.</param>
    public async Task MeasureAsync(Site few, Site many, int seconds)
    {
        foreach (var site in new[] { few, many })
        {
            site.Material.ReadThrough();
            await site.Loads.RunAsync(scenario, connections, seconds, Reach.First);
        }
        List<(Turns Turns, Site Site, Reach Reach)> there = [(Few, few, Reach.First), (Same, many, Reach.First)];
        if (Spread is not null) there.Add((Spread, many, Reach.All));
        for (var i = 0; i < Math.Max(1, seconds / 2); i++)
        {
            foreach (var (turns, site, reach) in there.Concat(Enumerable.Reverse(there))) turns.Add(await site.Loads.RunAsync(scenario, connections, Turn, reach));
        }
    }

    private string Part(Turns turns)
    {
        var (least, greatest) = turns.Range(Few);
        return $"{turns.Rate,9:N0}/s, kept {turns.PartOf(Few):F2} ({least:F2} to {greatest:F2})";
    }
}
