using System.Text;
using Load.Measures;

namespace Load.Report;

/// <summary>Writes a run as a page.</summary>
internal sealed class MarkdownReport(Result result, Options options, Machine machine)
{
    private readonly StringBuilder _page = new();

    public string Write()
    {
        Line("# Benchmarks");
        Line();
        Line($"Written by `bench/run.sh --report docs` on {machine.At:yyyy-MM-dd}. {machine.Processor}, {machine.Cores} cores, {machine.Gigabytes:F0} GB; {machine.System}; {machine.Runtime}; SQLite {machine.Sqlite}; {machine.Wrk}.");
        Line();
        Line("One process on SQLite with `synchronous=FULL`: nothing is acknowledged before it is on disk. Server and load generator share the cores, on loopback, without TLS. Every answer is checked for being right, and one that is not ends the run. What the scenarios send stands in `bench/scenarios`, a file each.");
        Line($"The settings are those of Production but for limits by address, which would refuse a load from one address, and the code for new devices. Each scenario is measured for {options.Seconds} s after a warm-up and between two runs of the baseline, because a machine that others share is not equally fast all the time.");
        Line();
        Line("**Baseline**: a bare Kestrel app that reads a form, signs one ES256 token and answers JSON (`bench/Baseline`): what the machine can do. The ratio is to the baseline right before and right after, with as many connections.");
        Line();
        Line("![Requests a second, as a part of the baseline](benchmarks.svg)");
        Line();
        Scenarios();
        Growth();
        Goals();
        Others();
        return _page.ToString().TrimEnd() + "\n";
    }

    private void Scenarios()
    {
        Line("## Scenarios");
        Line();
        Line($"Over {options.Few:N0} users and grants. Cores: what the server kept busy of {machine.Cores}. Memory: resident, in MB of 2²⁰ bytes.");
        Line();
        Line("| scenario | connections | a second | p50 ms | p99 ms | errors | cores | MB | ratio |");
        Line("|---|--:|--:|--:|--:|--:|--:|--:|--:|");
        foreach (var row in result.Rows)
        {
            var o = row.Outcome;
            Line($"| {row.Scenario.Title} | {row.Connections} | {row.Rate:N0} | {o.P50:F2} | {o.P99:F2} | {o.Failed + o.Wrong} | {row.Cores:F2} | {row.Resident:F0} | {row.Ratio:F2} |");
        }
        Line();
    }

    private void Growth()
    {
        Line($"## {options.Few:N0} users and grants, and {options.Many:N0}");
        Line();
        Line($"Two platforms side by side, driven in turns of a second, there and back: this machine is not equally fast from one minute to the next. Kept: the rate, as a part of that over {options.Few:N0} users and grants right before or after; of all these parts the middle one, and the least and the greatest.");
        Line();
        Line($"- **Same load**: the database is larger, and the requests are the same, for the grants of the {options.Few:N0} users who are in both.");
        Line($"- **Spread**: the requests fall on grants at random among all {options.Many:N0}, up to 200,000 of them. Then it is not only the database that is larger, but also the part of it that is in use: no two requests share a page, and no cache of the processor holds them.");
        Line();
        Line($"| scenario | connections | {options.Few:N0}: a second | p99 ms | same load: a second | p99 ms | kept | spread: a second | p99 ms | kept |");
        Line("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        foreach (var row in result.Growth)
        {
            Line($"| {row.Scenario.Title} | {row.Connections} | {Cells(row.Few)} | {Cells(row.Same)} | {Kept(row.Same, row.Few)} | {(row.Spread is { } spread ? $"{Cells(spread)} | {Kept(spread, row.Few)}" : " | | ")} |");
        }
        Line();
    }

    private static string Kept(Turns many, Turns few)
    {
        var (least, greatest) = many.Range(few);
        return $"{many.PartOf(few):F2} ({least:F2} to {greatest:F2})";
    }

    private static string Cells(Turns turns) => $"{Numbers.Text(turns.Rate, "N0")} | {Numbers.Text(turns.P99, "F2")}";

    private void Goals()
    {
        Line("## What is to hold");
        Line();
        Line("| | measured | asked | |");
        Line("|---|--:|--:|---|");
        foreach (var goal in Goal.Of(result)) Line($"| {goal.What} | {goal.Measured} | {goal.Asked} | {(goal.Holds ? "holds" : "**falls short**")} |");
        Line();
        Line($"Of {options.Many:N0} rows the same load is meant; what was kept of a load that is spread over all of them stands in the table above.");
        Line();
    }

    private void Others()
    {
        Other("The start", result.Starts);
        Other("Sign-in by PIN", result.SignIns);
        Other("Memory and the table of grants", result.Memory);
        Other("Deleting what has ended", result.Pruning);
    }

    private void Other(string title, IMeasure measure)
    {
        Line("## " + title);
        Line();
        Line(measure.Sentence);
        Line();
    }

    private void Line(string text = "") => _page.Append(text).Append('\n');
}
