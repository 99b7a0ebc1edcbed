using Quartz;

namespace AuthServer.Tests.Jobs;

/// <summary>Tells when a job has ended, and with what.</summary>
internal sealed class EndListener(string job, TaskCompletionSource<Exception?> done) : IJobListener
{
    /// <summary>Under which a run carries the name of the listener that waits for it.</summary>
    public const string Mark = "asked-for-by";

    public string Name { get; } = $"end of {job} {Guid.CreateVersion7()}";

    public ValueTask JobWasExecuted(IJobExecutionContext context, JobExecutionException? jobException, CancellationToken cancellationToken = default)
    {
        // The clock that the test moves fires triggers too: only the run that it asked for itself is meant.
        if (context.MergedJobDataMap.TryGetValue(Mark, out var mark) && mark is string name && name == Name) done.TrySetResult(jobException);
        return ValueTask.CompletedTask;
    }
}
