using System.Diagnostics;
using EndToEnd.Messaging;

namespace EndToEnd.Running;

/// <summary>AuthServer alone as a process, on data that outlives it.</summary>
internal sealed class AuthServerProcess : IAsyncDisposable
{
    private readonly RunningProgram _program;

    private AuthServerProcess(RunningProgram program, Uri address, TimeSpan startTime) => (_program, Address, StartTime) = (program, address, startTime);

    public Uri Address { get; }

    /// <summary>From the start of the process to the first 200 of <c>/health/ready</c>.</summary>
    public TimeSpan StartTime { get; }

    /// <summary>The address that clients know it by.</summary>
    public Uri Issuer => new($"{Address.Scheme}://localhost:{Address.Port}");

    /// <summary>Its database, in the folder of its data.</summary>
    public static string Database(string data) => Path.Combine(data, "auth.db");

    /// <param name="data">The folder of its data.</param>
    /// <param name="certificate">Of its https; null: it is plain http.</param>
    public static async Task<AuthServerProcess> StartAsync(string data, ServerCertificate? certificate = null)
    {
        var port = Ports.Free();
        var scheme = certificate is null ? "http" : "https";
        var address = new Uri($"{scheme}://127.0.0.1:{port}");
        var project = Path.Combine(Repository.Root, "src", "AuthServer");
        var watch = Stopwatch.StartNew();
        var settings = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = address.GetLeftPart(UriPartial.Authority),
            ["Protocol__Issuer"] = $"{scheme}://localhost:{port}",
            ["Protocol__KeyRingFile"] = Path.Combine(data, "ring"),
            ["ConnectionStrings__Auth"] = $"Data Source={Database(data)}",
            ["Events__Receivers__0__Url"] = "http://127.0.0.1:9/events",
            ["RateLimits__Enabled"] = "false",
        };
        if (certificate is not null) (settings["Kestrel__Certificates__Default__Path"], settings["Kestrel__Certificates__Default__KeyPath"]) = (certificate.File, certificate.KeyFile);
        var program = RunningProgram.Start(project, settings, "dotnet", Repository.Program("src/AuthServer"));
        try
        {
            using var http = new HttpClient(Trusting(certificate)) { BaseAddress = certificate is null ? address : new Uri($"{scheme}://localhost:{port}") };
            await Eventually.TrueAsync(() => IsReadyAsync(http, program), Platform.StartLimit, () => "AuthServer is not ready.\n" + program.Output);
            return new AuthServerProcess(program, address, watch.Elapsed);
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether it has loaded a library.</summary>
    public bool Holds(string library) => File.ReadLines($"/proc/{_program.Id}/maps").Any(line => line.EndsWith($"/{library}.dll", StringComparison.Ordinal));

    /// <summary>Ends it at once, as a power cut does to a process.</summary>
    public async Task KillAsync()
    {
        _program.SignalAll(RunningProgram.Kill);
        await _program.ExitAsync(TimeSpan.FromSeconds(10));
    }

    public ValueTask DisposeAsync() => _program.DisposeAsync();

    private static SocketsHttpHandler Trusting(ServerCertificate? certificate)
    {
        var handler = new SocketsHttpHandler();
        if (certificate is not null) handler.SslOptions.CertificateChainPolicy = certificate.Policy;
        return handler;
    }

    private static async Task<bool> IsReadyAsync(HttpClient http, RunningProgram program)
    {
        if (program.HasExited) throw new InvalidOperationException("AuthServer ended.\n" + program.Output + program.Errors);
        try
        {
            using var response = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
