using System.Diagnostics;
using System.Diagnostics.Metrics;
using AuthServer.Protocol;
using AuthServer.Protocol.Sessions;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.Extensions.Options;

namespace AuthServer.Pages;

/// <summary>The pages with Razor in a container of its own, made when the first one is opened: a server that only apps talk to needs neither (decision 23).</summary>
internal sealed class Site(IServiceProvider host) : IAsyncDisposable
{
    // Not Lazy, which would remember for ever that the first page came at a bad moment, as when no file could be opened.
    private object? _making;
    private Made? _made;

    /// <summary>Shows the page of the request's path, or answers 404. Its model is made from the services of the host.</summary>
    public async Task ShowAsync(HttpContext http)
    {
        var made = LazyInitializer.EnsureInitialized(ref _made, ref _making, Make);
        var services = http.RequestServices;
        await using var razor = made.Container.CreateAsyncScope();
        http.RequestServices = new PageServices(services, razor.ServiceProvider);
        try
        {
            await made.Pages(http);
        }
        finally
        {
            http.RequestServices = services;
        }
    }

    public ValueTask DisposeAsync() => _made?.Container.DisposeAsync() ?? ValueTask.CompletedTask;

    private Made Make()
    {
        var container = Build();
        return new(container, Route(container));
    }

    private ServiceProvider Build()
    {
        var services = new ServiceCollection();
        // First, because Razor would register its own: what keeps logs, keys and measures is the host's.
        Share<ILoggerFactory>(services);
        Share<IDataProtectionProvider>(services);
        Share<IWebHostEnvironment>(services);
        Share<DiagnosticListener>(services);
        Share<DiagnosticSource>(services);
        Share<IMeterFactory>(services);
        // There are no controllers: who looked for them would load every type of the server.
        services.AddRazorPages().ConfigureApplicationPartManager(parts => parts.FeatureProviders.Remove(parts.FeatureProviders.OfType<ControllerFeatureProvider>().Single()));
        services.Configure<AntiforgeryOptions>(antiforgery =>
        {
            antiforgery.Cookie = HostCookie.Of(host.GetRequiredService<IOptions<ProtocolOptions>>().Value.Issuer, "form");
            antiforgery.FormFieldName = "form_token";
            antiforgery.SuppressXFrameOptionsHeader = true;
        });
        return services.BuildServiceProvider();
    }

    private void Share<T>(ServiceCollection services) where T : class => services.AddSingleton(host.GetRequiredService<T>());

    private static RequestDelegate Route(IServiceProvider container)
    {
        var app = new ApplicationBuilder(container);
        app.UseRouting();
        app.UseEndpoints(routes => routes.MapRazorPages());
        return app.Build();
    }

    private sealed record Made(ServiceProvider Container, RequestDelegate Pages);
}
