using System.Threading.Channels;
using EndToEnd.Running;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EndToEnd.Logout;

/// <summary>An app with an origin of its own that keeps its user signed in by a cookie, and hears of logouts on both channels.</summary>
internal sealed class BrowserApp : IAsyncDisposable
{
    private const string Cookie = "app-session";

    private readonly WebApplication _app;
    private readonly Channel<(bool SignedIn, string Query)> _loads = Channel.CreateUnbounded<(bool, string)>();

    private readonly Channel<string> _tokens = Channel.CreateUnbounded<string>();

    private BrowserApp(int port)
    {
        Origin = $"http://localhost:{port}";
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        _app = builder.Build();
        _app.MapGet("/callback", (HttpResponse response) =>
        {
            response.Cookies.Append(Cookie + port, "yes");
            return Shown("Back in the app");
        });
        _app.MapGet("/done", () => Shown("Signed out of the app"));
        _app.MapPost("/back", async (HttpContext http) =>
        {
            await _tokens.Writer.WriteAsync((await http.Request.ReadFormAsync())["logout_token"].ToString());
            if (Hangs) await Task.Delay(Timeout.InfiniteTimeSpan, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
        _app.MapGet("/front", async (HttpContext http) =>
        {
            await _loads.Writer.WriteAsync((http.Request.Cookies.ContainsKey(Cookie + port), http.Request.QueryString.Value ?? ""));
            http.Response.Cookies.Delete(Cookie + port);
            if (Hangs) await Task.Delay(Timeout.InfiniteTimeSpan, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return Shown("Bye");
        });
    }

    public string Origin { get; }

    /// <summary>It never answers to a logout.</summary>
    public bool Hangs { get; set; }

    public static async Task<BrowserApp> StartAsync()
    {
        var app = new BrowserApp(Ports.Free());
        await app._app.StartAsync();
        return app;
    }

    /// <summary>The next load of its logout page: whether the app's cookie came with it, and the query.</summary>
    public async Task<(bool SignedIn, string Query)> LoadedAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        return await _loads.Reader.ReadAsync(limit.Token);
    }

    /// <summary>The next logout token.</summary>
    public async Task<string> TokenAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        return await _tokens.Reader.ReadAsync(limit.Token);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static IResult Shown(string title) =>
        Results.Content($"<!doctype html><html lang=\"en\"><link rel=\"icon\" href=\"data:,\"><title>App</title><h1 id=\"title\">{title}</h1>", "text/html");
}
