namespace ResourceApi.Events;

/// <summary>Has what ended before a restart in memory before any request is taken.</summary>
internal sealed class RefusalsStart(Refusals refusals) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => refusals.LoadAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
