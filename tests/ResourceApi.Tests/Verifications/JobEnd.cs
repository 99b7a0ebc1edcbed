using Quartz;

namespace ResourceApi.Tests.Verifications;

/// <summary>Tells when a job has ended, and with what.</summary>
internal sealed class JobEnd(string job) : IJobListener
{
    private readonly TaskCompletionSource<Exception?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Name { get; } = $"end of {job} {Guid.CreateVersion7()}";

    public Task<Exception?> Ended => _ended.Task;

    public ValueTask JobWasExecuted(IJobExecutionContext context, JobExecutionException? jobException, CancellationToken cancellationToken = default)
    {
        if (context.JobDetail.Key.Name.Contains(job, StringComparison.Ordinal))
            _ended.TrySetResult(jobException);
        return ValueTask.CompletedTask;
    }
}
