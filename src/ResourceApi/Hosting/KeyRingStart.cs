using Sealing;

namespace ResourceApi.Hosting;

/// <summary>Reads the ring before any request is taken: a missing or readable file stops the start.</summary>
internal sealed class KeyRingStart(IServiceProvider services, ILogger<KeyRingStart> log) : IHostedService
{
    // Asked for here: a service made for the constructor would fail before the settings are checked.
    public Task StartAsync(CancellationToken cancellationToken)
    {
        log.LogInformation("Sealing under key {Version} of the ring", services.GetRequiredService<KeyRing>().Current);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
