using EndToEnd.Running;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EndToEnd.Apis;

/// <summary>A web site with nothing on it but the document in which a client describes itself (draft-ietf-oauth-client-id-metadata-document).</summary>
internal sealed class DocumentSite : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _reads;

    private DocumentSite(int port, string name, string redirectUri)
    {
        ClientId = $"http://localhost:{port}/client.json";
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        _app = builder.Build();
        _app.MapGet("/client.json", () =>
        {
            Interlocked.Increment(ref _reads);
            return Results.Json(new { client_id = ClientId, client_name = name, application_type = "native", redirect_uris = new[] { redirectUri } });
        });
    }

    /// <summary>The address of the document, which is the <c>client_id</c>.</summary>
    public string ClientId { get; }

    /// <summary>How often somebody has read it.</summary>
    public int Reads => Volatile.Read(ref _reads);

    /// <param name="name">The <c>client_name</c>.</param>
    /// <param name="redirectUri">Its redirect URI.</param>
    public static async Task<DocumentSite> StartAsync(string name, string redirectUri)
    {
        var site = new DocumentSite(Ports.Free(), name, redirectUri);
        await site._app.StartAsync();
        return site;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
