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
        Goals();
        Others();
        return _page.ToString().TrimEnd() + "\n";
    }

    private void Scenarios()
    {
        Line("## Scenarios");
        Line();
        Line($"Cores: what the server kept busy of {machine.Cores}. Memory: resident, in MB of 2²⁰ bytes. Kept: the ratio over {options.Many:N0} users and grants, as a part of the ratio over {options.Few:N0}.");
        Table($"Over {options.Few:N0} users and grants", result.Small, result.Kept);
        Table($"Over {options.Many:N0} users and grants", result.Large, _ => null);
    }

    private void Table(string title, IReadOnlyList<Measured> rows, Func<Measured, double?> kept)
    {
        Line();
        Line("### " + title);
        Line();
        Line("| scenario | connections | a second | p50 ms | p99 ms | errors | cores | MB | ratio | kept |");
        Line("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        foreach (var row in rows)
        {
            var o = row.Outcome;
            Line($"| {row.Scenario.Title} | {row.Connections} | {row.Rate:N0} | {o.P50:F2} | {o.P99:F2} | {o.Failed + o.Wrong} | {row.Cores:F2} | {row.Resident:F0} | {row.Ratio:F2} | {(kept(row) is { } part ? Numbers.Text(part, "F2") : "")} |");
        }
        Line();
    }

    private void Goals()
    {
        Line("## What is to hold");
        Line();
        Line("| | measured | asked | |");
        Line("|---|--:|--:|---|");
        foreach (var goal in Goal.Of(result)) Line($"| {goal.What} | {goal.Measured} | {goal.Asked} | {(goal.Holds ? "holds" : "**falls short**")} |");
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
