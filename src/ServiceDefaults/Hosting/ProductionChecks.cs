using Microsoft.Extensions.Options;

namespace ServiceDefaults.Hosting;

/// <summary>Stops a Production start on insecure settings of the framework's own keys.</summary>
internal sealed class ProductionChecks(IConfiguration configuration, IHostEnvironment environment) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        if (!environment.IsProduction())
            return Task.CompletedTask;
        // Any Host header would be accepted, and some of what we send is read by browsers and proxies that believe it.
        var hosts = (configuration["AllowedHosts"] ?? "*").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (hosts.Length == 0 || hosts.Any(host => host is "*" or "0.0.0.0" or "[::]"))
            throw Fault("AllowedHosts: must name the public host names in Production.");
        // The framework's switch trusts every proxy.
        if (configuration.GetValue<bool>("ForwardedHeaders_Enabled"))
            throw Fault("ForwardedHeaders_Enabled: must not be set in Production; name the proxies in Proxies:Trusted.");
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static OptionsValidationException Fault(string message) => new("Host", typeof(ProductionChecks), [message]);
}
