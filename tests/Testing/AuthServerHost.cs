using AuthServer.Accounts;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Testing;

/// <summary>The real AuthServer on Kestrel and a SQLite file of its own, with a clock that the test moves.</summary>
public sealed class AuthServerHost : WebApplicationFactory<Program>
{
    public const string Issuer = "http://localhost:5100";

    private const string DatabaseFile = "auth.db";
    private const string RingFile = "ring";

    // Tables, seeds and keys are most of what a start costs, and are the same for every host: they are made once a run, and copied.
    private static readonly Lazy<string> Template = new(MakeTemplate);

    private readonly Dictionary<string, string> _settings;
    private readonly Action<IServiceCollection>? _services;

    public AuthServerHost()
        : this([], null)
    {
    }

    private AuthServerHost(IEnumerable<KeyValuePair<string, string>> settings, Action<IServiceCollection>? services, bool blank = false)
    {
        // Seeds that another service or setting would make otherwise are not copied.
        blank |= services is not null || settings.Any(s => s.Key.StartsWith("Accounts:", StringComparison.Ordinal));
        if (!blank) foreach (var file in Directory.GetFiles(Template.Value)) File.Copy(file, Path.Combine(Folder, Path.GetFileName(file)));
        _services = services;
        _settings = new Dictionary<string, string>
        {
            ["ConnectionStrings:Auth"] = $"Data Source={Path.Combine(Folder, DatabaseFile)}",
            ["Protocol:KeyRingFile"] = Path.Combine(Folder, RingFile),
            ["Events:Receivers:0:Url"] = "http://127.0.0.1:9/events",
            ["RateLimits:Enabled"] = "false",
        };
        foreach (var (name, value) in settings) _settings[name] = value;
        UseKestrel(0);
        StartServer();
    }

    /// <summary>A host with settings beside those of Development.</summary>
    public static AuthServerHost With(params IEnumerable<KeyValuePair<string, string>> settings) => new(settings, null);

    /// <summary>A host with services in the place of its own.</summary>
    public static AuthServerHost With(Action<IServiceCollection> services) => new([], services);

    /// <summary>A host with users and keys that no other has.</summary>
    public static AuthServerHost Stranger() => new([], null, blank: true);

    public string Folder { get; } = Directory.CreateTempSubdirectory("authserver-").FullName;

    public FakeClock Clock { get; } = new();

    public CapturedLog Log { get; } = new();

    /// <summary>A client that follows no redirect and keeps no cookie.</summary>
    public HttpClient NewClient() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { BaseAddress = ClientOptions.BaseAddress };

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        try
        {
            Directory.Delete(Folder, recursive: true);
        }
        catch (IOException)
        {
            // A pooled connection may still hold the file; the system clears its temporary folder.
        }
    }

    private static string MakeTemplate()
    {
        var folder = Directory.CreateTempSubdirectory("authserver-template-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        using var host = new AuthServerHost([], null, blank: true);
        using (var source = new SqliteConnection($"Data Source={Path.Combine(host.Folder, DatabaseFile)}"))
        using (var copy = new SqliteConnection($"Data Source={Path.Combine(folder, DatabaseFile)};Pooling=False"))
        {
            source.Open();
            copy.Open();
            source.BackupDatabase(copy);
        }
        File.Copy(Path.Combine(host.Folder, RingFile), Path.Combine(folder, RingFile));
        return folder;
    }

    // What a hash costs is measured where it matters. Every host makes six for its seeds alone, and no setting allows cheaper ones.
    private static AccountOptions CheapHashes(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<AccountOptions>>().Value;
        (options.Password.Iterations, options.Pin.Iterations) = (10_000, 5_000);
        return options;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        foreach (var (name, value) in _settings) builder.UseSetting(name, value);
        builder.ConfigureServices(services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
            services.Replace(ServiceDescriptor.Singleton(CheapHashes));
            _services?.Invoke(services);
        });
        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Log));
    }
}
