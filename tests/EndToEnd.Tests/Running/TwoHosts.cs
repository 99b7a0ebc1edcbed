using EndToEnd.Clients;

namespace EndToEnd.Running;

/// <summary>Both hosts as processes of their own on data that outlives them: each can be killed and started again at the same address.</summary>
internal sealed class TwoHosts : IAsyncDisposable
{
    private readonly Scratch _data = new();
    private readonly (int Auth, int Api) _ports = (Ports.Free(), Ports.Free());
    private RunningProgram? _auth;
    private RunningProgram? _api;

    public Uri Auth => new($"http://localhost:{_ports.Auth}");

    public Uri Api => new($"http://localhost:{_ports.Api}");

    public static async Task<TwoHosts> StartAsync()
    {
        var hosts = new TwoHosts();
        try
        {
            await Task.WhenAll(hosts.StartAuthAsync(), hosts.StartApiAsync());
            return hosts;
        }
        catch
        {
            await hosts.DisposeAsync();
            throw;
        }
    }

    public async Task StartAuthAsync() => _auth = await StartAsync("AuthServer", Auth, new()
    {
        ["Protocol__Issuer"] = Auth.GetLeftPart(UriPartial.Authority),
        ["Protocol__KeyRingFile"] = _data.File("ring"),
        ["ConnectionStrings__Auth"] = $"Data Source={_data.File("auth.db")}",
        ["Events__Receivers__0__Url"] = new Uri(Api, "/events").AbsoluteUri,
        ["Protocol__ResourceUris__resource-api"] = Api.GetLeftPart(UriPartial.Authority),
    });

    public async Task StartApiAsync() => _api = await StartAsync("ResourceApi", Api, new()
    {
        ["Auth__Authority"] = Auth.GetLeftPart(UriPartial.Authority),
        ["Resource__Identifier"] = Api.GetLeftPart(UriPartial.Authority),
        ["ConnectionStrings__Api"] = $"Data Source={_data.File("api.db")}",
        ["Keys__RingFile"] = _data.File("api-ring"),
        ["Files__Folder"] = _data.File("files"),
        ["Media__PublicBase"] = new Uri(Api, "/media").AbsoluteUri,
    });

    public Task KillAuthAsync() => KillAsync(_auth!);

    public Task KillApiAsync() => KillAsync(_api!);

    /// <summary>Takes ResourceApi's database away, as a lost disk does.</summary>
    public void LoseApiData()
    {
        foreach (var file in Directory.EnumerateFiles(_data.Folder, "api.db*")) File.Delete(file);
    }

    public async ValueTask DisposeAsync()
    {
        if (_auth is not null) await _auth.DisposeAsync();
        if (_api is not null) await _api.DisposeAsync();
        _data.Dispose();
    }

    // Ends it at once, as a power cut does to a process.
    private static async Task KillAsync(RunningProgram program)
    {
        program.SignalAll(RunningProgram.Kill);
        await program.ExitAsync(TimeSpan.FromSeconds(10));
    }

    private static async Task<RunningProgram> StartAsync(string name, Uri address, Dictionary<string, string> settings)
    {
        (settings["ASPNETCORE_ENVIRONMENT"], settings["RateLimits__Enabled"]) = ("Development", "false");
        var program = RunningProgram.Start(Path.Combine(Repository.Root, "src", name), settings, "dotnet", Repository.Program("src/" + name), "--urls", address.GetLeftPart(UriPartial.Authority));
        try
        {
            using var client = new PlatformClient(address);
            await Eventually.TrueAsync(() => IsReadyAsync(client, program), Platform.StartLimit, () => $"{name} is not ready.\n{program.Output}");
            return program;
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    private static async Task<bool> IsReadyAsync(PlatformClient client, RunningProgram program)
    {
        if (program.HasExited) throw new InvalidOperationException("It ended.\n" + program.Output + program.Errors);
        try
        {
            return (await client.GetAsync("/health/ready")).Status == System.Net.HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
