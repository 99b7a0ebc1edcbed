using ResourceApi.People;
namespace ResourceApi.Events;

/// <summary>Has what ended before a restart in memory before any request is taken.</summary>
internal sealed class RefusalsStart(Refusals refusals, OldTokens oldTokens) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.WhenAll(refusals.LoadAsync(cancellationToken), oldTokens.LoadAsync(cancellationToken));

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
