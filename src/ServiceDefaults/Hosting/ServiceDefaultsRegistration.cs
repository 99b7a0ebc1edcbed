using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ServiceDefaults.Answers;
using ServiceDefaults.Limits;
using ServiceDefaults.Logging;
using ServiceDefaults.Sections;

namespace ServiceDefaults.Hosting;

/// <summary>What both hosts share: two calls in <c>Program.cs</c>.</summary>
public static class ServiceDefaultsRegistration
{
    /// <summary>Registers the clock, JSON dialect, logging, health checks, body limit and the sections <c>RateLimits</c> and <c>Proxies</c>.</summary>
    public static IHostApplicationBuilder AddServiceDefaults(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.ConfigureHttpJsonOptions(options => Json.Apply(options.SerializerOptions));
        services.Configure<KestrelServerOptions>(ConfigureKestrel);
        // A parameter that can't be bound becomes a 400 by status; only bugs are exceptions.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = false);
        services.AddHealthChecks();
        services.AddSection<RateLimitOptions>(builder.Configuration, "RateLimits");
        services.AddSection<ProxyOptions>(builder.Configuration, "Proxies");
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<ProxyOptions>>((forwarded, proxies) => Trust(forwarded, proxies.Value));
        services.AddHostedService<ProductionChecks>();
        builder.AddLineLogging();
        return builder;
    }

    /// <summary>
    /// Puts forwarded headers, security headers and failure answers before everything else and maps
    /// <c>/health/live</c> and <c>/health/ready</c>; call it first after <c>Build()</c>.
    /// </summary>
    /// <param name="app">The host.</param>
    /// <param name="enveloped">Which paths answer failures as problems and are not cached; null: all.</param>
    public static WebApplication UseServiceDefaults(this WebApplication app, Func<PathString, bool>? enveloped = null)
    {
        ArgumentNullException.ThrowIfNull(app);
        enveloped ??= _ => true;
        app.UseForwardedHeaders();
        app.UseSecurityHeaders(enveloped);
        if (!app.Environment.IsDevelopment())
            app.UseHsts();
        app.UseFailures(enveloped);
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready").AllowAnonymous();
        return app;
    }

    private static void ConfigureKestrel(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        // The readers stop at 64 kB; up to here the rest is drained, so that the refusal arrives instead of a reset connection.
        kestrel.Limits.MaxRequestBodySize = 2 * 1024 * 1024;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
    }

    private static void Trust(ForwardedHeadersOptions forwarded, ProxyOptions proxies)
    {
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var network in proxies.Networks)
            forwarded.KnownIPNetworks.Add(network);
        // With nobody to trust, empty lists would mean everybody.
        forwarded.ForwardedHeaders = proxies.Trusted.Count == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
    }
}
