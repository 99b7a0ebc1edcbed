namespace Load;

/// <summary>What a run is told.</summary>
/// <param name="Bench">The folder of the benchmark: scenarios and their library.</param>
/// <param name="Programs">The folder with the servers that were built, a folder each.</param>
/// <param name="Report">Where the report is written; null: nowhere.</param>
/// <param name="Seconds">How long each scenario is measured.</param>
/// <param name="Settled">How long after its start a server that nobody asks is looked at: longer than anything waits that begins after the start.</param>
/// <param name="Few">Users and grants of the small database.</param>
/// <param name="Many">Users and grants of the large one, and rows that are pruned.</param>
/// <param name="Requests">Requests over which memory is watched.</param>
/// <param name="Only">Names of the scenarios that are run, and nothing else; empty: all, and everything else.</param>
internal sealed record Options(string Bench, string Programs, string? Report, int Seconds, TimeSpan Settled, int Few, int Many, int Requests, IReadOnlyList<string> Only)
{
    private const string Help = """
        Measures the platform on this machine. bench/run.sh builds the servers and calls this.
          Load <bench folder> <programs folder> [options]
          --report DIR     write benchmarks.md and benchmarks.svg there
          --only NAME      only the scenario of that name, or start, memory, deletion, or growth: few rows and many, of these scenarios or of all (repeat it for more)
          --users N        users and grants of the small database (10,000)
          --seconds N      how long each scenario is measured (10)
          --quick          a second each on small databases: to see that everything works, not how fast
        """;

    /// <summary>Reads the command line; null where it is not understood, and said so.</summary>
    public static Options? Read(string[] args)
    {
        if (args.Length < 2) return Refuse("Two folders are needed.");
        var options = new Options(Path.GetFullPath(args[0]), Path.GetFullPath(args[1]), null, Seconds: 10, Settled: TimeSpan.FromSeconds(75), Few: 10_000, Many: 1_000_000, Requests: 1_000_000, []);
        for (var i = 2; i < args.Length; i++)
        {
            var value = i + 1 < args.Length ? args[i + 1] : null;
            switch (args[i])
            {
                case "--quick":
                    options = options with { Seconds = 1, Settled = TimeSpan.FromSeconds(5), Few = 500, Many = 5_000, Requests = 20_000 };
                    continue;
                case "--report" when value is not null:
                    options = options with { Report = Path.GetFullPath(value) };
                    break;
                case "--only" when value is not null:
                    options = options with { Only = [.. options.Only, value] };
                    break;
                case "--users" when int.TryParse(value, out var users) && users >= 500:
                    options = options with { Few = users };
                    break;
                case "--seconds" when int.TryParse(value, out var seconds) && seconds > 0:
                    options = options with { Seconds = seconds };
                    break;
                default:
                    return Refuse($"'{args[i]}' is not understood, or lacks its value.");
            }
            i++;
        }
        return options;
    }

    private static Options? Refuse(string why)
    {
        Console.Error.WriteLine(why);
        Console.Error.WriteLine(Help);
        return null;
    }
}
