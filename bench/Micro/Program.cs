using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using BenchmarkDotNet.Validators;
using Micro;
using Perfolizer.Horology;

const int Usage = 2;
Type[] subjects =
[
    typeof(FormReading), typeof(ClientAuthentication), typeof(RefreshTokenSpelling),
    typeof(AccessTokenWriting), typeof(IdTokenWriting), typeof(AccessTokenReading),
];
if (args.Except(subjects.Select(s => s.Name)).FirstOrDefault() is { } unknown)
{
    await Console.Error.WriteLineAsync(
        $"""
        There is no subject '{unknown}'. Measures single steps of a token request, and prints one table.
          dotnet run -c Release --project bench/Micro [-- <subject> …]
        Subjects: {string.Join(", ", subjects.Select(s => s.Name))}; without one all, in a minute or two.
        """);
    return Usage;
}

// In this process: the engine, its keys and its database are made once for all of them.
var job = Job.ShortRun.WithIterationCount(10).WithIterationTime(TimeInterval.FromMilliseconds(250)).WithToolchain(InProcessEmitToolchain.Instance);
var config = ManualConfig.CreateEmpty()
    .AddJob(job)
    .AddDiagnoser(MemoryDiagnoser.Default)
    .AddValidator(JitOptimizationsValidator.FailOnError)
    .AddColumnProvider(DefaultColumnProviders.Instance)
    .HideColumns(Column.Job, Column.IterationCount, Column.IterationTime, Column.LaunchCount, Column.WarmupCount, Column.Toolchain, Column.InvocationCount, Column.UnrollFactor)
    .WithOptions(ConfigOptions.JoinSummary)
    .WithOrderer(new BySubject())
    .AddLogger(NullLogger.Instance)
    .WithArtifactsPath(Engine.Folder);
Type[] wanted = [.. subjects.Where(s => args.Length == 0 || args.Contains(s.Name))];
var summary = BenchmarkRunner.Run([.. wanted.Select(subject => BenchmarkConverter.TypeToBenchmarks(subject, config))])[0];
if (summary.HasCriticalValidationErrors)
{
    foreach (var error in summary.ValidationErrors) await Console.Error.WriteLineAsync(error.Message);
    return 1;
}
MarkdownExporter.Console.ExportToLog(summary, ConsoleLogger.Default);
if (summary.Reports.Any(report => !report.Success))
{
    await Console.Error.WriteLineAsync($"Not everything could be measured; see {summary.LogFilePath}");
    return 1;
}
Directory.Delete(Engine.Folder, recursive: true);
return 0;
