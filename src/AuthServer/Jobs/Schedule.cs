using Microsoft.Extensions.Options;
using Quartz;
using Quartz.Impl;
using ServiceDefaults.Sections;

namespace AuthServer.Jobs;

/// <summary>Every job; <see cref="JobOptions"/> says when each runs. All of them are safe to run on every node at once, to kill, and to run again.</summary>
internal static class Schedule
{
    public static IHostApplicationBuilder AddJobs(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSection<JobOptions>(builder.Configuration, JobOptions.Section);
        builder.Services.AddSingleton<Scheduling>();
        builder.Services.AddHostedService<JobsStart>();
        return builder;
    }

    /// <summary>Quartz, which makes its jobs from the host's services.</summary>
    /// <param name="services">A container of its own.</param>
    /// <param name="host">The host's services.</param>
    public static void AddQuartz(IServiceCollection services, IServiceProvider host) => services.AddQuartz(jobs =>
    {
        var times = host.GetRequiredService<JobOptions>();
        jobs.UseDefaultThreadPool(maxConcurrency: 2);
        jobs.UseJobFactory(new MicrosoftDependencyInjectionJobFactory(host, Options.Create(new JobFactoryOptions()), host.GetRequiredService<ILoggerFactory>()));
        Add<PruneOneTimeCodes>(jobs, times.PruneOneTimeCodes);
        Add<PruneEndedGrants>(jobs, times.PruneEndedGrants);
        Add<PruneAudit>(jobs, times.PruneAudit);
        Add<PruneUnusedClients>(jobs, times.PruneUnusedClients);
        Add<RefreshSigningKeys>(jobs, times.RefreshSigningKeys);
    });

    private static void Add<TJob>(IQuartzBuilder jobs, string cron) where TJob : IJob => jobs.ScheduleJob<TJob>(t => t.WithIdentity(typeof(TJob).Name).WithCronSchedule(cron));
}
