using Quartz;

namespace AuthServer.Tests.Jobs;

/// <summary>Tells when a job has ended, and with what.</summary>
internal sealed class EndListener(string job, TaskCompletionSource<Exception?> done) : IJobListener
{
    public string Name { get; } = $"end of {job} {Guid.CreateVersion7()}";

    public ValueTask JobWasExecuted(IJobExecutionContext context, JobExecutionException? jobException, CancellationToken cancellationToken = default)
    {
        if (context.JobDetail.Key.Name.Contains(job, StringComparison.Ordinal)) done.TrySetResult(jobException);
        return ValueTask.CompletedTask;
    }
}
