using System.Net;
using EndToEnd.Running;

namespace EndToEnd.Clients;

/// <summary>A web app in Node.js that signs people in with a library that was not written here.</summary>
internal sealed class WebApp : IAsyncDisposable
{
    public const string OpenidClient = "server.mjs";
    public const string Oauth4webapi = "strict.mjs";

    /// <summary>openid-client, which registers the app itself.</summary>
    public const string Registering = "registering.mjs";

    /// <summary>The initial access token of Development.</summary>
    public const string InitialAccessToken = "dev-registration-token-0123456789abcdef";

    private readonly RunningProgram _server;
    private readonly PlatformClient _http;

    private WebApp(RunningProgram server, Uri address) => (_server, Address, _http) = (server, address, new PlatformClient(address));

    public Uri Address { get; }

    /// <summary>Where an app on a port has its answers sent.</summary>
    public static string RedirectUri(int port) => $"http://localhost:{port}/signin-oidc";

    /// <summary>Where an app on a port wants people after logout.</summary>
    public static string PostLogoutRedirectUri(int port) => $"http://localhost:{port}/signout-callback-oidc";

    /// <param name="program">Which library.</param>
    /// <param name="issuer">The server.</param>
    /// <param name="port">Its port.</param>
    /// <param name="settings">Its client, where that is not <c>web</c>.</param>
    public static async Task<WebApp> StartAsync(string program, Uri issuer, int port, params IEnumerable<(string Name, string Value)> settings)
    {
        if (!Directory.Exists(Path.Combine(Repository.RelyingParty, "node_modules"))) throw new InvalidOperationException($"Run ./test.sh, or npm ci in {Repository.RelyingParty}.");
        (string Name, string Value)[] environment = [("ISSUER", issuer.GetLeftPart(UriPartial.Authority)), ("PORT", $"{port}"), .. settings];
        var server = RunningProgram.Start(Repository.RelyingParty, environment.Select(e => KeyValuePair.Create(e.Name, e.Value)), "node", program);
        try
        {
            await server.WrittenAsync("ready on", TimeSpan.FromSeconds(20));
            return new WebApp(server, new Uri($"http://localhost:{port}"));
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Lets the app do something with its tokens, beside the browser.</summary>
    /// <returns>What the library made of it.</returns>
    public async Task<JsonAnswer> DoAsync(string what)
    {
        var answer = await _http.GetAsync("/" + what);
        Assert.True(answer.Status == HttpStatusCode.OK, $"{what}: {answer.Text}\n{_server.Errors}");
        return answer;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }
}
