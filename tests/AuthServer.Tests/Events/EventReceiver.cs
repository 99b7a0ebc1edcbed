using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AuthServer.Tests.Events;

/// <summary>A resource API's side of RFC 8935 on loopback, which refuses as often as it is told to.</summary>
internal sealed class EventReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<string> _received = Channel.CreateUnbounded<string>();

    private EventReceiver(WebApplication app) => _app = app;

    /// <summary>The next answers; 202 when there are none.</summary>
    public ConcurrentQueue<int> Answers { get; } = new();

    /// <summary>Whether news of users is kept, too; the seeds are such news.</summary>
    public bool KeepsUsers { get; init; }

    public string Url => _app.Urls.First() + "/events";

    public static async Task<EventReceiver> StartAsync(bool keepsUsers = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var receiver = new EventReceiver(app) { KeepsUsers = keepsUsers };
        app.MapPost("/events", receiver.ReceiveAsync);
        await app.StartAsync();
        return receiver;
    }

    /// <summary>The next event that came, confirmed or not, as a token and its payload.</summary>
    public async Task<(string Token, JsonObject Payload)> NextAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var token = await _received.Reader.ReadAsync(limit.Token);
        return (token, OAuth.Payload(token));
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var token = await reader.ReadToEndAsync();
        if (!KeepsUsers && OAuth.Payload(token)["events"]!["urn:authplatform:event:user-changed"] is not null)
        {
            http.Response.StatusCode = 202;
            return;
        }
        http.Response.StatusCode = http.Request.ContentType == "application/secevent+jwt" ? Answers.TryDequeue(out var status) ? status : 202 : 415;
        await _received.Writer.WriteAsync(token);
    }
}
