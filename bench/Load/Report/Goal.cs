namespace Load.Report;

/// <summary>A number that is to hold.</summary>
internal sealed record Goal(string What, string Measured, string Asked, bool Holds)
{
    private const double LeastKept = 0.95;
    private const double MostOfHash = 1.10;
    private const double MostSlower = 2;
    private const double MostSeconds = 1.5;
    private const double MostIdle = 120;
    private const double MostGrowth = 1.20;

    /// <summary>All of them.</summary>
    public static IEnumerable<Goal> Of(Result result)
    {
        foreach (var row in result.Rows.Where(row => row.Scenario.Least is not null))
            yield return AtLeast($"{row.Scenario.Title}, {row.Connections} connections: of the baseline", row.Ratio, row.Scenario.Least!.Value);
        yield return AtMost($"Sign-in by PIN, {result.SignIns.Row.Connections} connections: processor time, times that of its hash", result.SignIns.Times, MostOfHash);
        foreach (var row in result.Growth) yield return AtLeast($"{row.Scenario.Title}, {row.Connections} connections: over many rows, of the same load over few", row.Kept, LeastKept);
        yield return AtMost("p99 of a refresh while rows are deleted: times that without", result.Pruning.During.P99 / result.Pruning.Without.P99, MostSlower);
        yield return AtMost("Start to ready, s", result.Starts.ToReady.TotalSeconds, MostSeconds);
        yield return AtMost("Idle, MB", result.Starts.Idle, MostIdle);
        yield return AtMost($"Memory after {Count(result.Memory.Many)} requests: times that after {Count(result.Memory.Few)}", result.Memory.AfterMany / result.Memory.AfterFew, MostGrowth);
        yield return AtMost("Rows that refreshes added to the table of grants", result.Memory.GrantsAfter - result.Memory.GrantsBefore, 0);
    }

    private static Goal AtLeast(string what, double measured, double asked) => new(what, Text(measured), "≥ " + Text(asked), measured >= asked);

    private static Goal AtMost(string what, double measured, double asked) => new(what, Text(measured), "≤ " + Text(asked), measured <= asked);

    private static string Text(double value) => Numbers.Text(value, value >= 10 || value == 0 ? "F0" : "F2");

    private static string Count(int requests) => Numbers.Text(requests, "N0");
}
