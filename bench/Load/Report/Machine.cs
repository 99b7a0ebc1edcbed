using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Load.Report;

/// <summary>Where and with what a run was made.</summary>
internal sealed record Machine(string Processor, int Cores, double Gigabytes, string System, string Runtime, string Sqlite, string Wrk, DateTimeOffset At)
{
    public static Machine Read() => new(
        Line("/proc/cpuinfo", "model name").Split(':', 2)[1].Trim(),
        Environment.ProcessorCount,
        Numbers.Fraction(Line("/proc/meminfo", "MemTotal:").Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) * 1024 / 1e9,
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        SQLitePCL.raw.sqlite3_libversion().utf8_to_string(),
        WrkVersion(),
        TimeProvider.System.GetUtcNow());

    private static string Line(string file, string start) => File.ReadLines(file).First(line => line.StartsWith(start, StringComparison.Ordinal));

    // wrk tells its version beside its usage, and ends with an error.
    private static string WrkVersion()
    {
        using var wrk = Process.Start(new ProcessStartInfo("wrk", ["-v"]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var text = wrk.StandardOutput.ReadToEnd();
        wrk.StandardError.ReadToEnd();
        wrk.WaitForExit();
        return text.Split('[')[0].Trim();
    }
}
