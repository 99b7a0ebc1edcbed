using System.Threading.Channels;
using EndToEnd.Running;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EndToEnd.Clients;

/// <summary>A native app that waits for its answer on a port of 127.0.0.1 (RFC 8252 §7.3).</summary>
internal sealed class LoopbackApp : IAsyncDisposable
{
    private readonly Channel<Dictionary<string, string>> _answers = Channel.CreateUnbounded<Dictionary<string, string>>();
    private readonly WebApplication _app;

    private LoopbackApp(int port)
    {
        RedirectUri = $"http://127.0.0.1:{port}/callback";
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        _app = builder.Build();
        _app.MapGet("/callback", (HttpRequest request) =>
        {
            _answers.Writer.TryWrite(request.Query.ToDictionary(p => p.Key, p => p.Value.ToString()));
            return Results.Content("<!doctype html><html lang=\"en\"><link rel=\"icon\" href=\"data:,\"><title>Done</title><h1 id=\"title\">Back in the app</h1>", "text/html");
        });
    }

    public string RedirectUri { get; }

    public static async Task<LoopbackApp> StartAsync()
    {
        var app = new LoopbackApp(Ports.Free());
        await app._app.StartAsync();
        return app;
    }

    /// <summary>The next answer that a browser brings.</summary>
    public async Task<Dictionary<string, string>> AnswerAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        return await _answers.Reader.ReadAsync(limit.Token);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
