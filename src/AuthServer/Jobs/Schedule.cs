using Microsoft.Extensions.Options;
using Quartz;
using Quartz.Impl;

namespace AuthServer.Jobs;

/// <summary>Every job and when it runs. All of them are safe to run on every node at once, to kill, and to run again.</summary>
internal static class Schedule
{
    public static IHostApplicationBuilder AddJobs(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Scheduling>();
        builder.Services.AddHostedService<JobsStart>();
        return builder;
    }

    /// <summary>Quartz, which makes its jobs from the host's services.</summary>
    /// <param name="services">A container of its own.</param>
    /// <param name="host">The host's services.</param>
    public static void AddQuartz(IServiceCollection services, IServiceProvider host) => services.AddQuartz(jobs =>
    {
        jobs.UseDefaultThreadPool(maxConcurrency: 2);
        jobs.UseJobFactory(new MicrosoftDependencyInjectionJobFactory(host, Options.Create(new JobFactoryOptions()), host.GetRequiredService<ILoggerFactory>()));
        jobs.ScheduleJob<PruneOneTimeCodes>(t => t.WithIdentity(nameof(PruneOneTimeCodes)).WithCronSchedule("0 5/15 * * * ?"));  // every quarter of an hour
        jobs.ScheduleJob<PruneEndedGrants>(t => t.WithIdentity(nameof(PruneEndedGrants)).WithCronSchedule("0 20 * * * ?"));      // every hour
        jobs.ScheduleJob<PruneAudit>(t => t.WithIdentity(nameof(PruneAudit)).WithCronSchedule("0 40 3 * * ?"));                  // every night
        jobs.ScheduleJob<PruneUnusedClients>(t => t.WithIdentity(nameof(PruneUnusedClients)).WithCronSchedule("0 50 3 * * ?"));  // every night
        jobs.ScheduleJob<RefreshSigningKeys>(t => t.WithIdentity(nameof(RefreshSigningKeys)).WithCronSchedule("0 0/5 * * * ?")); // every five minutes
    });
}
