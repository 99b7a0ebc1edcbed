using System.ComponentModel;
using System.Diagnostics;

namespace ResourceApi.Media.Decoding;

/// <summary>Runs libvips' <c>vips</c> on one picture, from pipe to pipe: a process of its own, with little memory, time and nothing to write to.</summary>
internal sealed class ImageProgram(MediaOptions options)
{
    private const string Limiter = "prlimit";
    private const int LargestOutput = 64 * 1024 * 1024;
    private const int AddressSpace = 1024 * 1024 * 1024;
    private const int CpuSeconds = 5;

    /// <summary>Whether both programs are on this machine; asked each time, so that installing them is enough.</summary>
    public bool IsInstalled => Find(options.ImageProgram) is not null && Find(Limiter) is not null;

    /// <summary>Runs it; null where it failed, gave too much, or was stopped by <paramref name="cancel"/>.</summary>
    /// <param name="input">What it reads from its standard input.</param>
    /// <param name="arguments">Its arguments; no shell reads them.</param>
    /// <param name="cancel">Kills it.</param>
    public async Task<byte[]?> RunAsync(ReadOnlyMemory<byte> input, IReadOnlyList<string> arguments, CancellationToken cancel)
    {
        using var process = new Process { StartInfo = Start(arguments) };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return null;
        }
        try
        {
            var messages = process.StandardError.BaseStream.CopyToAsync(Stream.Null, cancel);
            var feeding = FeedAsync(process, input, cancel);
            var output = await ReadAsync(process.StandardOutput.BaseStream, cancel);
            await Task.WhenAll(messages, feeding, process.WaitForExitAsync(cancel));
            return process.ExitCode == 0 && output.Length > 0 ? output : null;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            return null;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private ProcessStartInfo Start(IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(Find(Limiter) ?? Limiter) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        string[] limits = [$"--as={AddressSpace}", $"--cpu={CpuSeconds}", "--fsize=0", "--nofile=32", "--core=0", "--", Find(options.ImageProgram) ?? options.ImageProgram, .. arguments];
        foreach (var argument in limits)
            start.ArgumentList.Add(argument);
        // None of this process's own environment, where secrets may be.
        start.Environment.Clear();
        // https://www.libvips.org/API/current/func.block_untrusted_set.html: loaders that were not tested against hostile files stay shut.
        start.Environment["VIPS_BLOCK_UNTRUSTED"] = "1";
        start.Environment["VIPS_CONCURRENCY"] = "1";
        start.Environment["VIPS_WARNING"] = "0";
        // Its vector compiler would want a file for the code that it makes.
        start.Environment["VIPS_NOVECTOR"] = "1";
        // What it holds of a picture stays in memory: a document of identity must not lie in a temporary folder.
        start.Environment["VIPS_DISC_THRESHOLD"] = "2g";
        return start;
    }

    private static async Task FeedAsync(Process process, ReadOnlyMemory<byte> input, CancellationToken cancel)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, cancel);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has read what it wanted; its exit code tells the rest.
        }
    }

    private static async Task<byte[]> ReadAsync(Stream output, CancellationToken cancel)
    {
        using var content = new MemoryStream();
        var buffer = new byte[81_920];
        int read;
        while ((read = await output.ReadAsync(buffer, cancel)) > 0)
        {
            if (content.Length + read > LargestOutput)
                throw new IOException("The program gave more than a picture can need.");
            content.Write(buffer, 0, read);
        }
        return content.ToArray();
    }

    private static string? Find(string program) => Path.IsPathRooted(program)
        ? (File.Exists(program) ? program : null)
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
