using Quartz;

namespace AuthServer.Jobs;

/// <summary>The scheduler in a container of its own, made when it is asked for: Quartz is the largest library of a start, and no job is in a hurry.</summary>
internal sealed class Scheduling : IAsyncDisposable
{
    private readonly Lazy<ServiceProvider> _container;
    private readonly Lazy<Task> _end;
    private IScheduler? _scheduler;

    public Scheduling(IServiceProvider host)
    {
        _container = new(() => Build(host));
        _end = new(() => _scheduler?.Shutdown(waitForJobsToComplete: true).AsTask() ?? Task.CompletedTask);
    }

    /// <summary>The scheduler, running. Whoever asks for it pays for Quartz.</summary>
    public async Task<IScheduler> StartAsync(CancellationToken cancel)
    {
        var scheduler = await _container.Value.GetRequiredService<ISchedulerFactory>().GetScheduler(cancel);
        await scheduler.Start(cancel);
        return _scheduler = scheduler;
    }

    /// <summary>Waits for the jobs that run. A host may be stopped twice at once: both wait for the same end.</summary>
    public Task EndAsync(CancellationToken cancel) => _end.Value.WaitAsync(cancel);

    public ValueTask DisposeAsync() => _container.IsValueCreated ? _container.Value.DisposeAsync() : ValueTask.CompletedTask;

    private static ServiceProvider Build(IServiceProvider host)
    {
        var services = new ServiceCollection();
        services.AddLogging().AddSingleton(host.GetRequiredService<ILoggerFactory>()).AddSingleton(host.GetRequiredService<TimeProvider>());
        Schedule.AddQuartz(services, host);
        return services.BuildServiceProvider();
    }
}
