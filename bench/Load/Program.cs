using System.Globalization;
using Load;
using Load.Data;
using Load.Report;
using Load.Servers;

const int Usage = 2;
// Numbers are written alike on every machine.
CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
if (Options.Read(args) is not { } options) return Usage;
var folder = Directory.CreateTempSubdirectory("load.").FullName;
try
{
    await using var platform = new Platform(options.Programs, folder);
    var material = new Material(platform, Path.Combine(folder, "material"));
    var run = new Run(options, platform, material, new Loads(platform, new Wrk(Path.Combine(options.Bench, "lib"), Path.Combine(folder, "material")), material, Scenario.Baseline(options.Bench), options.Seconds));
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
