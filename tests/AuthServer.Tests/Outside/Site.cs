using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AuthServer.Tests.Outside;

/// <summary>A site of a client on this machine, which counts the connections that arrive.</summary>
internal sealed class Site : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _connections;

    private Site(WebApplication app) => _app = app;

    /// <summary>How many connections have arrived.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Its address on a host name of this machine.</summary>
    public Uri At(string host, string path = "/") => new UriBuilder(_app.Urls.First()) { Host = host, Path = path }.Uri;

    /// <summary>Starts one.</summary>
    /// <param name="answer">What it answers.</param>
    /// <param name="certificate">For https; null is http.</param>
    public static async Task<Site> StartAsync(RequestDelegate answer, X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        Site? site = null;
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Use(next => connection =>
            {
                Interlocked.Increment(ref site!._connections);
                return next(connection);
            });
            if (certificate is not null) listen.UseHttps(certificate);
        }));
        var app = builder.Build();
        app.Run(answer);
        site = new Site(app);
        await app.StartAsync();
        return site;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
