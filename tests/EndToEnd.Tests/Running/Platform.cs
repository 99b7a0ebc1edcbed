using System.Buffers.Text;
using Microsoft.Data.Sqlite;

namespace EndToEnd.Running;

/// <summary>Both hosts as <c>./run.sh</c> starts them, on free ports and data of their own.</summary>
public sealed class Platform : IAsyncDisposable
{
    internal static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Scratch _scratch;
    private readonly RunningProgram _script;

    private Platform(Scratch scratch, RunningProgram script, int authPort, int apiPort)
    {
        (_scratch, _script, AuthPort, ApiPort) = (scratch, script, authPort, apiPort);
        Auth = new Uri($"http://localhost:{authPort}");
        Api = new Uri($"http://localhost:{apiPort}");
    }

    public int AuthPort { get; }

    public int ApiPort { get; }

    /// <summary>AuthServer, which is also the issuer.</summary>
    public Uri Auth { get; }

    public Uri Api { get; }

    /// <summary>AuthServer's database.</summary>
    internal string AuthDatabase => _scratch.File("auth.db");

    /// <summary>What the script has printed.</summary>
    internal string Output => _script.Output;

    internal RunningProgram Script => _script;

    /// <summary>Starts both hosts and waits until they are ready.</summary>
    /// <param name="environment">Settings of the hosts, as environment variables.</param>
    public static async Task<Platform> StartAsync(params IEnumerable<KeyValuePair<string, string>> environment)
    {
        var scratch = new Scratch();
        var (auth, api) = (Ports.Free(), Ports.Free());
        var platform = new Platform(scratch, Start(scratch.Folder, auth, api, environment), auth, api);
        try
        {
            await platform._script.WrittenAsync("Ctrl-C stops both.", StartLimit);
            return platform;
        }
        catch
        {
            await platform.DisposeAsync();
            throw;
        }
    }

    /// <summary>What a host has logged.</summary>
    /// <param name="host"><c>auth</c> or <c>api</c>.</param>
    public async Task<string> LogAsync(string host)
    {
        await using var log = new FileStream(_scratch.File(host + ".log"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(log);
        return await reader.ReadToEndAsync();
    }

    /// <summary>Makes a sign-in older, as waiting would.</summary>
    /// <param name="sid">The <c>sid</c> of its tokens.</param>
    /// <param name="by">By how much.</param>
    public async Task AgeSignInAsync(string sid, TimeSpan by)
    {
        await using var database = new SqliteConnection($"Data Source={_scratch.File("auth.db")};Pooling=False");
        await database.OpenAsync();
        await using var command = database.CreateCommand();
        command.CommandText = "UPDATE sessions SET auth_time = auth_time - @by WHERE id = @id";
        command.Parameters.AddWithValue("@by", (long)by.TotalMilliseconds);
        command.Parameters.AddWithValue("@id", Base64Url.DecodeFromChars(sid));
        if (await command.ExecuteNonQueryAsync() != 1) throw new InvalidOperationException("There is no such session.");
    }

    public async ValueTask DisposeAsync()
    {
        await _script.DisposeAsync();
        _scratch.Dispose();
    }

    /// <summary>Starts the script.</summary>
    internal static RunningProgram Start(string data, int authPort, int apiPort, IEnumerable<KeyValuePair<string, string>> environment, params IEnumerable<string> options) =>
        RunningProgram.Start(Repository.Root, environment, [Repository.RunScript, .. Options(data, authPort, apiPort), .. options]);

    internal static string[] Options(string data, int authPort, int apiPort) =>
        ["--no-build", .. Repository.Configuration == "Release" ? ["--release"] : Array.Empty<string>(), "--auth-port", $"{authPort}", "--api-port", $"{apiPort}", "--data", data];
}
