using Quartz;
using ServiceDefaults.Sections;

namespace AuthServer.Jobs;

/// <summary>Every job; <see cref="JobOptions"/> says when each runs. All of them are safe to run on every node at once, to kill, and to run again.</summary>
internal static class Schedule
{
    public static IHostApplicationBuilder AddJobs(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSection<JobOptions>(builder.Configuration, JobOptions.Section);
        var times = builder.Configuration.GetSection(JobOptions.Section).Get<JobOptions>() ?? new JobOptions();
        builder.AddQuartz(jobs =>
        {
            jobs.UseDefaultThreadPool(maxConcurrency: 2);
            Add<PruneOneTimeCodes>(jobs, times.PruneOneTimeCodes);
            Add<PruneEndedGrants>(jobs, times.PruneEndedGrants);
            Add<PruneAudit>(jobs, times.PruneAudit);
            Add<PruneUnusedClients>(jobs, times.PruneUnusedClients);
            Add<RefreshSigningKeys>(jobs, times.RefreshSigningKeys);
        });
        builder.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        return builder;
    }

    private static void Add<TJob>(IQuartzBuilder jobs, string cron) where TJob : IJob
    {
        // One that is malformed stops the start when the section is checked, which says so better.
        if (CronExpression.TryParse(cron, out _)) jobs.ScheduleJob<TJob>(t => t.WithIdentity(typeof(TJob).Name).WithCronSchedule(cron));
    }
}
