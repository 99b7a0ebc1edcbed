using Quartz;

namespace ResourceApi.Tests.Verifications;

/// <summary>Tells when the run of a job that bears its name has ended, and with what; the schedule may have fired others.</summary>
internal sealed class JobEnd(string job) : IJobListener
{
    private readonly TaskCompletionSource<Exception?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Name { get; } = $"end of {job} {Guid.CreateVersion7()}";

    public Task<Exception?> Ended => _ended.Task;

    /// <summary>What the run is to be given.</summary>
    public JobDataMap Mark => new() { [Name] = "" };

    public ValueTask JobWasExecuted(IJobExecutionContext context, JobExecutionException? jobException, CancellationToken cancellationToken = default)
    {
        if (context.MergedJobDataMap.ContainsKey(Name))
            _ended.TrySetResult(jobException);
        return ValueTask.CompletedTask;
    }
}
