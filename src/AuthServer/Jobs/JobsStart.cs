namespace AuthServer.Jobs;

/// <summary>Starts the jobs a minute after the server, and waits at its end for those that run.</summary>
internal sealed class JobsStart(Scheduling scheduling) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await scheduling.EndAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (stoppingToken.IsCancellationRequested) return;
        await scheduling.StartAsync(stoppingToken);
        await SpareMemory.GiveBackSoonAsync(stoppingToken);
    }
}
