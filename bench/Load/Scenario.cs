namespace Load;

/// <summary>A file of <c>bench/scenarios</c>: a script of wrk that begins with lines <c>-- name: value</c>.</summary>
/// <param name="File">The script.</param>
/// <param name="Title">What is measured.</param>
/// <param name="Server"><c>baseline</c>, <c>auth</c> or <c>api</c>.</param>
/// <param name="Connections">With how many connections; measured once with each.</param>
/// <param name="Needs">The file of values that it reads; null where it reads none.</param>
/// <param name="Requests">How many requests one of what is counted takes.</param>
/// <param name="Least">The least ratio to the baseline that holds; null where none is asked.</param>
internal sealed record Scenario(string File, string Title, string Server, IReadOnlyList<int> Connections, string? Needs, int Requests, double? Least)
{
    /// <summary>The file's name without its number: <c>refresh</c>.</summary>
    public string Name { get; } = Path.GetFileNameWithoutExtension(File)[3..];

    /// <summary>Every scenario of the benchmark, in the order of their names.</summary>
    public static IReadOnlyList<Scenario> All(string bench) => [.. Directory.GetFiles(Path.Combine(bench, "scenarios"), "*.lua").Order(StringComparer.Ordinal).Select(Read)];

    /// <summary>What the others are compared with.</summary>
    public static Scenario Baseline(string bench) => Read(Path.Combine(bench, "scenarios", "00-baseline.lua"));

    private static Scenario Read(string file)
    {
        var settings = System.IO.File.ReadLines(file).TakeWhile(line => line.StartsWith("-- ", StringComparison.Ordinal)).Select(line => line[3..].Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        return new Scenario(
            file, settings["title"], settings["server"], [.. settings["connections"].Split(' ').Select(Numbers.Whole)],
            settings.GetValueOrDefault("needs"),
            settings.TryGetValue("requests", out var requests) ? Numbers.Whole(requests) : 1,
            settings.TryGetValue("least", out var least) ? Numbers.Fraction(least) : null);
    }
}
