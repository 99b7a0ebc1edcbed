using AuthServer.Protocol;
using AuthServer.Protocol.Sessions;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.Extensions.Options;

namespace AuthServer.Pages;

/// <summary>The pages with Razor in a container of its own, made when the first one is opened: a server that only apps talk to needs neither (decision 23).</summary>
internal sealed class Site : IAsyncDisposable
{
    private readonly Lazy<ServiceProvider> _container;
    private readonly Lazy<RequestDelegate> _pages;

    public Site(IServiceProvider host)
    {
        _container = new(() => Build(host));
        _pages = new(() => Route(_container.Value));
    }

    /// <summary>Shows the page of the request's path, or answers 404. Its model is made from the services of the host.</summary>
    public async Task ShowAsync(HttpContext http)
    {
        var pages = _pages.Value;
        var host = http.RequestServices;
        await using var own = _container.Value.CreateAsyncScope();
        http.RequestServices = new PageServices(host, own.ServiceProvider);
        try
        {
            await pages(http);
        }
        finally
        {
            http.RequestServices = host;
        }
    }

    public ValueTask DisposeAsync() => _container.IsValueCreated ? _container.Value.DisposeAsync() : ValueTask.CompletedTask;

    private static ServiceProvider Build(IServiceProvider host)
    {
        var services = new ServiceCollection();
        // First, because Razor would register its own: what keeps logs, keys and measures is the host's.
        Share<ILoggerFactory>(services, host);
        Share<IDataProtectionProvider>(services, host);
        Share<IWebHostEnvironment>(services, host);
        Share<System.Diagnostics.DiagnosticListener>(services, host);
        Share<System.Diagnostics.DiagnosticSource>(services, host);
        Share<System.Diagnostics.Metrics.IMeterFactory>(services, host);
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

    private static void Share<T>(ServiceCollection services, IServiceProvider host) where T : class => services.AddSingleton(host.GetRequiredService<T>());

    private static RequestDelegate Route(IServiceProvider container)
    {
        var app = new ApplicationBuilder(container);
        app.UseRouting();
        app.UseEndpoints(routes => routes.MapRazorPages());
        return app.Build();
    }
}
