using Load.Measures;

namespace Load;

/// <summary>All that a run measured.</summary>
/// <param name="Baseline">The bare app, before and after everything else.</param>
/// <param name="Small">Every scenario on the small database.</param>
/// <param name="Large">The same on the large one.</param>
/// <param name="Starts">The start.</param>
/// <param name="Hashing">The hash behind a sign-in.</param>
/// <param name="Memory">Memory over many requests.</param>
/// <param name="Pruning">Deleting beside a load.</param>
internal sealed record Result(IReadOnlyList<Row> Baseline, IReadOnlyList<Row> Small, IReadOnlyList<Row> Large, Starts Starts, Hashing Hashing, Memory Memory, Pruning Pruning)
{
    /// <summary>How many of the baseline's a scenario does, with as many connections where the baseline was measured with as many.</summary>
    public double Ratio(Row row) => row.Rate / BaselineRate(row.Connections);

    /// <summary>How the same scenario did on the large database, as a part of the small one.</summary>
    public double? Kept(Row small) => Large.FirstOrDefault(row => row.Scenario == small.Scenario && row.Connections == small.Connections) is { } large ? large.Rate / small.Rate : null;

    private double BaselineRate(int connections)
    {
        var alike = Baseline.Where(row => row.Connections == connections).ToList();
        if (alike.Count == 0) alike = [.. Baseline.Where(row => row.Connections == Baseline[0].Connections)];
        return alike.Average(row => row.Rate);
    }
}
