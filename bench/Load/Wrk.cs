using System.Diagnostics;

namespace Load;

/// <summary>Runs a scenario with wrk.</summary>
/// <param name="library">The folder of <c>load.lua</c>.</param>
/// <param name="data">The folder of the values that scenarios read.</param>
internal sealed class Wrk(string library, string data)
{
    /// <summary>Drives a server for some seconds.</summary>
    /// <exception cref="InvalidOperationException">wrk did not run to its end.</exception>
    public async Task<Outcome> RunAsync(Scenario scenario, Uri server, int connections, int seconds)
    {
        var start = new ProcessStartInfo("wrk", ["-t1", $"-c{connections}", $"-d{seconds}s", "--timeout", "10s", "-s", scenario.File, server.ToString()])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["LUA_PATH"] = library + "/?.lua", ["LOAD_DATA"] = data },
        };
        using var wrk = Process.Start(start)!;
        var errors = wrk.StandardError.ReadToEndAsync();
        var output = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        var values = output.Split('\n').Select(line => line.Split('=', 2)).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);
        if (wrk.ExitCode != 0 || !values.TryGetValue("wrong", out var wrong)) throw new InvalidOperationException($"wrk failed on {scenario.Name}: {await errors} {output}");
        return new Outcome(
            Numbers.Whole(values["requests"]), Numbers.Fraction(values["microseconds"]) / 1e6, Numbers.Fraction(values["p50"]) / 1e3, Numbers.Fraction(values["p99"]) / 1e3,
            Numbers.Whole(values["failed"]), Numbers.Whole(wrong), values["first_wrong"]);
    }
}
