using EndToEnd.Running;

namespace EndToEnd.Clients;

/// <summary>The seeded client <c>web</c>, played by openid-client in Node.js; its port is fixed by the seed.</summary>
public sealed class RelyingParty(SharedPlatform shared) : IAsyncLifetime
{
    private const int Port = 5300;
    private WebApp? _app;

    public Uri Address { get; } = new($"http://localhost:{Port}");

    public async ValueTask InitializeAsync() => _app = await WebApp.StartAsync(WebApp.OpenidClient, shared.Platform.Auth, Port);

    /// <inheritdoc cref="WebApp.DoAsync"/>
    internal Task<JsonAnswer> DoAsync(string what) => _app!.DoAsync(what);

    public async ValueTask DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
    }
}
