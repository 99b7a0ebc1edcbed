using Quartz;
using ResourceApi.Verifications.Jobs;

namespace ResourceApi.Jobs;

/// <summary>Every job and when it runs. All of them are safe to run on every node at once, to kill, and to run again.</summary>
internal static class Schedule
{
    public static IHostApplicationBuilder AddJobs(this IHostApplicationBuilder builder)
    {
        builder.AddQuartz(jobs =>
        {
            jobs.UseDefaultThreadPool(maxConcurrency: 1);
            jobs.ScheduleJob<ExpireVerifications>(t => t.WithIdentity(nameof(ExpireVerifications)).WithCronSchedule("0 2/10 * * * ?")); // every ten minutes
            jobs.ScheduleJob<PruneEnded>(t => t.WithIdentity(nameof(PruneEnded)).WithCronSchedule("0 6/15 * * * ?"));                   // every quarter of an hour
            jobs.ScheduleJob<PurgeDocuments>(t => t.WithIdentity(nameof(PurgeDocuments)).WithCronSchedule("0 13 * * * ?"));             // every hour
            jobs.ScheduleJob<DeleteUnnamedFiles>(t => t.WithIdentity(nameof(DeleteUnnamedFiles)).WithCronSchedule("0 33 * * * ?"));     // every hour
            jobs.ScheduleJob<RewrapKeys>(t => t.WithIdentity(nameof(RewrapKeys)).WithCronSchedule("0 43 * * * ?"));                     // every hour
            jobs.ScheduleJob<PruneWebhookEvents>(t => t.WithIdentity(nameof(PruneWebhookEvents)).WithCronSchedule("0 50 3 * * ?"));     // every night
        });
        builder.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        return builder;
    }
}
