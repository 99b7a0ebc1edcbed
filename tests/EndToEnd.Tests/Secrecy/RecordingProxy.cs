using EndToEnd.Running;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EndToEnd.Secrecy;

/// <summary>Stands between programs and a host and notes every secret that passes, either way.</summary>
internal sealed class RecordingProxy : IAsyncDisposable
{
    private static readonly string[] OfTheConnection = ["Host", "Connection", "Transfer-Encoding", "Content-Length", "Keep-Alive"];

    private readonly WebApplication _app;
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });
    private readonly SecretsSeen _secrets;
    private readonly Uri _host;

    private RecordingProxy(Uri host, SecretsSeen secrets)
    {
        (_host, _secrets) = (host, secrets);
        var port = Ports.Free();
        Address = new Uri($"http://127.0.0.1:{port}");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Address.AbsoluteUri);
        _app = builder.Build();
        _app.Run(ForwardAsync);
    }

    public Uri Address { get; }

    public static async Task<RecordingProxy> StartAsync(Uri host, SecretsSeen secrets)
    {
        var proxy = new RecordingProxy(host, secrets);
        await proxy._app.StartAsync();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private async Task ForwardAsync(HttpContext context)
    {
        using var request = await RequestAsync(context.Request);
        using var response = await _http.SendAsync(request, context.RequestAborted);
        var body = await response.Content.ReadAsByteArrayAsync(context.RequestAborted);
        await _secrets.AddAsync(request, response);
        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var header in response.Headers.Concat(response.Content.Headers).Where(h => !OfTheConnection.Contains(h.Key, StringComparer.OrdinalIgnoreCase)))
            context.Response.Headers[header.Key] = header.Value.ToArray();
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private async Task<HttpRequestMessage> RequestAsync(HttpRequest incoming)
    {
        var request = new HttpRequestMessage(new HttpMethod(incoming.Method), new Uri(_host, incoming.Path + incoming.QueryString));
        using var body = new MemoryStream();
        await incoming.Body.CopyToAsync(body, incoming.HttpContext.RequestAborted);
        if (body.Length > 0) request.Content = new ByteArrayContent(body.ToArray());
        foreach (var header in incoming.Headers.Where(h => !OfTheConnection.Contains(h.Key, StringComparer.OrdinalIgnoreCase)))
        {
            if (!request.Headers.TryAddWithoutValidation(header.Key, header.Value.ToArray())) request.Content?.Headers.TryAddWithoutValidation(header.Key, header.Value.ToArray());
        }
        return request;
    }
}
