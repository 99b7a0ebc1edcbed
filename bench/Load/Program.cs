using System.Globalization;
using Load;
using Load.Report;
using Load.Servers;

const int Usage = 2;
const int FirstPort = 5710;
// Numbers are written alike on every machine.
CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
if (Options.Read(args) is not { } options) return Usage;
var folder = Directory.CreateTempSubdirectory("load.").FullName;
try
{
    await using var bare = Server.Of(options.Programs, "Baseline", FirstPort, folder);
    var baseline = new Baseline(bare, Scenario.Baseline(options.Bench));
    await using var few = new Site(options, Path.Combine(folder, "few"), FirstPort + 1, baseline);
    await using var many = new Site(options, Path.Combine(folder, "many"), FirstPort + 3, baseline);
    var run = new Run(options, baseline, few, many);
    if (options.Only.Count > 0)
    {
        await run.SomeAsync();
        return 0;
    }
    var result = await run.AllAsync();
    var report = new MarkdownReport(result, options, Machine.Read()).Write();
    Console.WriteLine(report);
    if (options.Report is { } place)
    {
        await File.WriteAllTextAsync(Path.Combine(place, "benchmarks.md"), report);
        await File.WriteAllTextAsync(Path.Combine(place, "benchmarks.svg"), new Chart(result).Write());
    }
    return 0;
}
catch (InvalidOperationException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
finally
{
    Directory.Delete(folder, recursive: true);
}
