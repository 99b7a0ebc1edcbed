using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace EndToEnd.Running;

/// <summary>A program and all that it starts, in a session of their own: what is left of them at the end is killed.</summary>
internal sealed partial class RunningProgram : IAsyncDisposable
{
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;

    private static readonly TimeSpan Courtesy = TimeSpan.FromSeconds(15);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    private RunningProgram(Process process) => _process = process;

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>What it has written so far.</summary>
    public string Output => Text(_output);

    /// <summary>What it has written to standard error so far.</summary>
    public string Errors => Text(_errors);

    /// <summary>A process of it is alive.</summary>
    public bool IsAnyAlive => SendSignal(-Id, 0) == 0;

    /// <param name="folder">The working directory.</param>
    /// <param name="environment">What differs from this process's environment.</param>
    /// <param name="command">The program and its arguments.</param>
    public static RunningProgram Start(string folder, IEnumerable<KeyValuePair<string, string>> environment, params IEnumerable<string> command)
    {
        // setsid: the process leads a group of its own, as a terminal's foreground job does.
        var start = new ProcessStartInfo("setsid", command)
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var process = new Process { StartInfo = start };
        var program = new RunningProgram(process);
        process.OutputDataReceived += (_, line) => Append(program._output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(program._errors, line.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return program;
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task<Finished> RunAsync(TimeSpan limit, params IEnumerable<string> command)
    {
        await using var program = Start(Repository.Root, [], command);
        var code = await program.ExitAsync(limit);
        return new Finished(code, program.Output, program.Errors);
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> ExitAsync(TimeSpan limit)
    {
        using var time = new CancellationTokenSource(limit);
        try
        {
            await _process.WaitForExitAsync(time.Token);
        }
        catch (OperationCanceledException e)
        {
            throw new TimeoutException($"{_process.StartInfo.ArgumentList[0]} still runs after {limit.TotalSeconds} s.\n{Output}\n{Errors}", e);
        }
        return _process.ExitCode;
    }

    /// <summary>Waits until it has written a text.</summary>
    public async Task WrittenAsync(string text, TimeSpan limit)
    {
        await Eventually.TrueAsync(() => Output.Contains(text, StringComparison.Ordinal) || HasExited, limit, () => $"'{text}' was not written.\n{Output}\n{Errors}");
        // The end is noticed before the last lines are read.
        if (HasExited) await _process.WaitForExitAsync();
        if (!Output.Contains(text, StringComparison.Ordinal)) throw new InvalidOperationException($"It ended with {_process.ExitCode} before it wrote '{text}'.\n{Output}\n{Errors}");
    }

    /// <summary>Sends a signal to the program alone.</summary>
    public void Signal(int signal) => _ = SendSignal(Id, signal);

    /// <summary>Sends a signal to the program and all that it started, as Ctrl-C in a terminal does.</summary>
    public void SignalAll(int signal) => _ = SendSignal(-Id, signal);

    public async ValueTask DisposeAsync()
    {
        if (IsAnyAlive)
        {
            SignalAll(Terminate);
            try
            {
                await Eventually.TrueAsync(() => !IsAnyAlive, Courtesy, () => "");
            }
            catch (TimeoutException)
            {
                SignalAll(Kill);
            }
        }
        _process.Dispose();
    }

    private static string Text(StringBuilder text)
    {
        lock (text) return text.ToString();
    }

    private static void Append(StringBuilder text, string? line)
    {
        if (line is null) return;
        lock (text) text.Append(line).Append('\n');
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int process, int signal);
}

/// <summary>A program that has ended.</summary>
internal sealed record Finished(int Code, string Output, string Errors);
