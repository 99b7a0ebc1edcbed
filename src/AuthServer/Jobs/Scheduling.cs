using Quartz;

namespace AuthServer.Jobs;

/// <summary>The scheduler in a container of its own, made when it is asked for: Quartz is the largest library of a start, and no job is in a hurry.</summary>
internal sealed class Scheduling(IServiceProvider host) : IAsyncDisposable
{
    private readonly Lazy<ServiceProvider> _container = new(() => Build(host));

    /// <summary>The scheduler, running. Whoever asks for it pays for Quartz.</summary>
    public async Task<IScheduler> StartAsync(CancellationToken cancel)
    {
        var scheduler = await _container.Value.GetRequiredService<ISchedulerFactory>().GetScheduler(cancel);
        await scheduler.Start(cancel);
        return scheduler;
    }

    /// <summary>Waits for the jobs that run.</summary>
    public Task EndAsync(CancellationToken cancel) => _container.IsValueCreated ? ShutdownAsync(cancel) : Task.CompletedTask;

    public ValueTask DisposeAsync() => _container.IsValueCreated ? _container.Value.DisposeAsync() : ValueTask.CompletedTask;

    private async Task ShutdownAsync(CancellationToken cancel)
    {
        var scheduler = await _container.Value.GetRequiredService<ISchedulerFactory>().GetScheduler(cancel);
        await scheduler.Shutdown(waitForJobsToComplete: true, cancel);
    }

    private static ServiceProvider Build(IServiceProvider host)
    {
        var services = new ServiceCollection();
        services.AddLogging().AddSingleton(host.GetRequiredService<ILoggerFactory>()).AddSingleton(host.GetRequiredService<TimeProvider>());
        Schedule.AddQuartz(services, host);
        return services.BuildServiceProvider();
    }
}
