using System.Net;
using EndToEnd.Running;

namespace EndToEnd.Clients;

/// <summary>The seeded client <c>web</c>, played by openid-client in Node.js; its port is fixed by the seed.</summary>
public sealed class RelyingParty(SharedPlatform shared) : IAsyncLifetime
{
    private RunningProgram? _server;
    private PlatformClient? _http;

    public Uri Address { get; } = new("http://localhost:5300");

    public async ValueTask InitializeAsync()
    {
        if (!Directory.Exists(Path.Combine(Repository.RelyingParty, "node_modules"))) throw new InvalidOperationException($"Run ./test.sh, or npm ci in {Repository.RelyingParty}.");
        var issuer = shared.Platform.Auth.GetLeftPart(UriPartial.Authority);
        _server = RunningProgram.Start(Repository.RelyingParty, [KeyValuePair.Create("ISSUER", issuer)], "node", "server.mjs");
        await _server.WrittenAsync("ready on", TimeSpan.FromSeconds(20));
        _http = new PlatformClient(Address);
    }

    /// <summary>Lets the app do something with its tokens, beside the browser.</summary>
    /// <returns>What openid-client made of it.</returns>
    internal async Task<JsonAnswer> DoAsync(string what)
    {
        var answer = await _http!.GetAsync("/" + what);
        Assert.True(answer.Status == HttpStatusCode.OK, $"{what}: {answer.Text}");
        return answer;
    }

    public async ValueTask DisposeAsync()
    {
        _http?.Dispose();
        if (_server is not null) await _server.DisposeAsync();
    }
}
