using System.Threading.Channels;
using AuthServer.Protocol.Clients;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AuthServer.Protocol.Tests.Logout;

/// <summary>A client's side of OIDC Back-Channel Logout on loopback.</summary>
internal sealed class LogoutReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<string> _tokens = Channel.CreateUnbounded<string>();
    private int _count;

    private LogoutReceiver(WebApplication app) => _app = app;

    /// <summary>How it answers; with 200 unless the test says otherwise.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = _ => Task.CompletedTask;

    public string Url => _app.Urls.First() + "/backchannel?from=op";

    /// <summary>How many requests came, of any kind.</summary>
    public int Count => Volatile.Read(ref _count);

    public static async Task<LogoutReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var receiver = new LogoutReceiver(app);
        app.Run(receiver.ReceiveAsync);
        await app.StartAsync();
        return receiver;
    }

    /// <summary>A receiver at which a client of the server wants to be told.</summary>
    public static async Task<LogoutReceiver> ForAsync(Server server, string clientId, Action<Client>? change = null)
    {
        var receiver = await StartAsync();
        await server.ChangeClientAsync(clientId, c =>
        {
            c.BackChannelLogoutUri = receiver.Url;
            change?.Invoke(c);
        });
        return receiver;
    }

    /// <summary>Answers with a status.</summary>
    public void AnswerWith(int status) => Answer = http =>
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    /// <summary>The next logout token.</summary>
    public async Task<string> NextAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await _tokens.Reader.ReadAsync(limit.Token);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext http)
    {
        Interlocked.Increment(ref _count);
        if (HttpMethods.IsPost(http.Request.Method) && http.Request.QueryString.Value == "?from=op" && http.Request.ContentType == "application/x-www-form-urlencoded")
        {
            var form = await http.Request.ReadFormAsync();
            await _tokens.Writer.WriteAsync(Assert.Single(form, field => field.Key == "logout_token").Value!);
        }
        await Answer(http);
    }
}
