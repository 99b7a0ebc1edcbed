using EndToEnd.Running;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EndToEnd.Clients.Spa;

/// <summary>Hands out a page that signs in with oidc-client-ts; it has no other business, as the servers of such pages.</summary>
internal sealed class SpaServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SpaServer(string host, int port)
    {
        Address = new Uri($"http://{host}:{port}");
        var folder = Path.Combine(Repository.RelyingParty, "spa");
        var library = Path.Combine(Repository.RelyingParty, "node_modules", "oidc-client-ts", "dist", "browser", "oidc-client-ts.min.js");
        if (!File.Exists(library)) throw new InvalidOperationException($"Run ./test.sh, or npm ci in {Repository.RelyingParty}.");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        _app = builder.Build();
        _app.MapGet("/app.js", () => Results.File(Path.Combine(folder, "app.js"), "text/javascript"));
        _app.MapGet("/oidc-client-ts.min.js", () => Results.File(library, "text/javascript"));
        foreach (var page in (string[])["/", "/callback", "/silent", "/goodbye"]) _app.MapGet(page, () => Results.File(Path.Combine(folder, "index.html"), "text/html"));
    }

    public Uri Address { get; }

    /// <param name="host"><c>localhost</c>, the site of the server of these tests, or <c>127.0.0.1</c>, another.</param>
    public static async Task<SpaServer> StartAsync(string host = "localhost")
    {
        var server = new SpaServer(host, Ports.Free());
        await server._app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
