namespace Load.Servers;

/// <summary>AuthServer and ResourceApi, with the settings they are measured with.</summary>
/// <param name="programs">The folder with what was built, a folder each.</param>
/// <param name="folder">Databases, keys and logs.</param>
/// <param name="port">AuthServer's port; ResourceApi has the next.</param>
internal sealed class Platform(string programs, string folder, int port) : IAsyncDisposable
{
    /// <summary>Neither Development, with its seeds and its inbox, nor Production, where limits cannot be off.</summary>
    public const string Environment = "Benchmark";

    public Server Auth { get; } = Server.Of(programs, "AuthServer", port, folder);

    public Server Api { get; } = Server.Of(programs, "ResourceApi", port + 1, folder);

    /// <summary>AuthServer's database.</summary>
    public string Database { get; } = Path.Combine(folder, "auth.db");

    /// <summary>ResourceApi's database.</summary>
    public string ApiDatabase { get; } = Path.Combine(folder, "api.db");

    /// <summary>AuthServer's key ring.</summary>
    public string KeyRing { get; } = Path.Combine(folder, "keys", "ring");

    /// <summary>The server that a scenario names.</summary>
    public Server Of(Scenario scenario) => scenario.Server switch
    {
        "auth" => Auth,
        "api" => Api,
        var other => throw new InvalidOperationException($"{scenario.File}: there is no server '{other}'."),
    };

    /// <summary>Starts AuthServer.</summary>
    public Task<TimeSpan> StartAuthAsync(string environment = Environment, params IEnumerable<KeyValuePair<string, string>> more) => Auth.StartAsync(environment, new Dictionary<string, string>(more)
    {
        ["Protocol:Issuer"] = Issuer,
        ["Protocol:KeyRingFile"] = KeyRing,
        ["ConnectionStrings:Auth"] = $"Data Source={Database}",
        ["AllowedHosts"] = "localhost",
        ["RateLimits:Enabled"] = "false",
        ["Accounts:Pin:NewDevice"] = "Allow",
        ["Events:Receivers:0:Name"] = "resource-api",
        ["Events:Receivers:0:Url"] = new Uri(Api.Address, "/events").ToString(),
        ["Events:Receivers:0:Audience"] = "resource-api",
        ["Events:Receivers:0:Users"] = "true",
        ["Events:Receivers:0:Client"] = "resource-api",
        // Nobody is there, and nothing of what is measured sends a message.
        ["Smtp:Host"] = "localhost",
        ["Smtp:From"] = "benchmark@example.com",
        ["Sms:Url"] = "http://localhost:9/",
    });

    public Task<TimeSpan> StartApiAsync() => Api.StartAsync(Environment, new Dictionary<string, string>
    {
        ["Auth:Authority"] = Issuer,
        ["AllowedHosts"] = "localhost",
        ["ConnectionStrings:Api"] = $"Data Source={ApiDatabase}",
        ["Keys:RingFile"] = Path.Combine(folder, "keys", "api-ring"),
        ["Files:Folder"] = Path.Combine(folder, "files"),
        ["Media:PublicBase"] = new Uri(Api.Address, "/media").ToString(),
        ["Resource:Identifier"] = Api.Address.GetLeftPart(UriPartial.Authority),
        ["AuthServer:ClientSecret"] = "resource-secret-0123456789abcdef012345",
        ["RateLimits:Enabled"] = "false",
    });

    /// <summary>Stops both as an operator does.</summary>
    public async Task StopAsync()
    {
        await Api.StopAsync();
        await Auth.StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Api.DisposeAsync();
        await Auth.DisposeAsync();
    }

    private string Issuer => Auth.Address.GetLeftPart(UriPartial.Authority);
}
