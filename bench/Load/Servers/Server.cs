using System.Diagnostics;
using System.Net;

namespace Load.Servers;

/// <summary>A server of the benchmark: a process of its own, on loopback.</summary>
/// <param name="name">What it is called in messages, and its log.</param>
/// <param name="program">Its assembly.</param>
/// <param name="port">Its port.</param>
/// <param name="folder">Where its log is written.</param>
internal sealed class Server(string name, string program, int port, string folder) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private const double TicksPerSecond = 100;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri($"http://localhost:{port}") };
    private Process? _process;
    private Task _log = Task.CompletedTask;

    /// <summary>A server among those that were built.</summary>
    public static Server Of(string programs, string name, int port, string folder) => new(name, Path.Combine(programs, name, name + ".dll"), port, folder);

    /// <summary>Its origin.</summary>
    public Uri Address => _http.BaseAddress!;

    /// <summary>A client of it.</summary>
    public HttpClient Http => _http;

    /// <summary>Its log.</summary>
    public string LogFile { get; } = Path.Combine(folder, name + ".log");

    /// <summary>Starts it.</summary>
    /// <returns>From the start of the process to the first good answer.</returns>
    public async Task<TimeSpan> StartAsync(string environment, IReadOnlyDictionary<string, string> settings)
    {
        var info = new ProcessStartInfo("dotnet", [program, "--urls", Address.ToString(), "--contentRoot", Path.GetDirectoryName(program)!]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        info.Environment["ASPNETCORE_ENVIRONMENT"] = environment;
        foreach (var (key, value) in settings) info.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        var start = Stopwatch.GetTimestamp();
        _process = Process.Start(info)!;
        _log = WriteLogAsync(_process);
        while (!await IsReadyAsync())
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(start) > Patience) throw new InvalidOperationException($"{name} did not start; its log: {LogFile}");
            await Task.Delay(2);
        }
        return Stopwatch.GetElapsedTime(start);
    }

    /// <summary>CPU time so far.</summary>
    public TimeSpan Cpu()
    {
        // proc(5): the program's name, in parentheses, may hold spaces; utime and stime are fields 14 and 15.
        var stat = File.ReadAllText($"/proc/{_process!.Id}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return TimeSpan.FromSeconds((Numbers.Fraction(fields[11]) + Numbers.Fraction(fields[12])) / TicksPerSecond);
    }

    /// <summary>Resident memory in megabytes (2²⁰ bytes).</summary>
    public double Resident() => Numbers.Fraction(File.ReadLines($"/proc/{_process!.Id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) / 1024;

    /// <summary>Stops it as an operator does.</summary>
    public async Task StopAsync()
    {
        if (_process is not { HasExited: false } process) return;
        using (var kill = Process.Start("kill", ["-TERM", $"{process.Id}"])) await kill.WaitForExitAsync();
        await process.WaitForExitAsync();
        await _log;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false }) _process.Kill();
        await _log;
        _process?.Dispose();
        _http.Dispose();
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task WriteLogAsync(Process process)
    {
        await using var log = new StreamWriter(LogFile, append: true);
        await Task.WhenAll(CopyAsync(process.StandardOutput, log), CopyAsync(process.StandardError, log));
    }

    private static async Task CopyAsync(StreamReader from, StreamWriter log)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            lock (log)
            {
                log.WriteLine(line);
                log.Flush();
            }
        }
    }
}
