using System.Text.Json;
using EndToEnd.Running;

namespace EndToEnd.Messaging;

/// <summary>A server of these tests in Node.js that prints what it is told, a line of JSON each.</summary>
internal sealed class NodeServer : IAsyncDisposable
{
    private readonly RunningProgram _program;

    private NodeServer(RunningProgram program, int port) => (_program, Port) = (program, port);

    public int Port { get; }

    public static async Task<NodeServer> StartAsync(string name, params IEnumerable<KeyValuePair<string, string>> settings)
    {
        var folder = Repository.NodeProgram(name);
        if (File.Exists(Path.Combine(folder, "package.json")) && !Directory.Exists(Path.Combine(folder, "node_modules"))) throw new InvalidOperationException($"Run ./test.sh, or npm ci in {folder}.");
        var port = Ports.Free();
        var program = RunningProgram.Start(folder, [.. settings, KeyValuePair.Create("PORT", $"{port}")], "node", "server.mjs");
        try
        {
            await program.WrittenAsync($"ready on {port}", TimeSpan.FromSeconds(20));
            return new NodeServer(program, port);
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends it; only then is certain that nothing more comes.</summary>
    /// <returns>All that it was told.</returns>
    public async Task<IReadOnlyList<JsonElement>> StopAsync()
    {
        _program.SignalAll(RunningProgram.Terminate);
        await _program.ExitAsync(TimeSpan.FromSeconds(10));
        return [.. _program.Output.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonElement.Parse(line))];
    }

    public ValueTask DisposeAsync() => _program.DisposeAsync();
}
