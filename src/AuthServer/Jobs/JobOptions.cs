using Quartz;
using ServiceDefaults.Sections;

namespace AuthServer.Jobs;

/// <summary>Section <c>Jobs</c>: when each job runs, as a cron expression of Quartz (seconds first), by the clock of the machine.</summary>
public sealed class JobOptions : ICheckedSection
{
    /// <summary>The section of the configuration that is bound to this class.</summary>
    public const string Section = "Jobs";

    /// <summary>Every quarter of an hour.</summary>
    public string PruneOneTimeCodes { get; set; } = "0 5/15 * * * ?";

    /// <summary>Every hour.</summary>
    public string PruneEndedGrants { get; set; } = "0 20 * * * ?";

    /// <summary>Every night.</summary>
    public string PruneAudit { get; set; } = "0 40 3 * * ?";

    /// <summary>Every night.</summary>
    public string PruneUnusedClients { get; set; } = "0 50 3 * * ?";

    /// <summary>Every five minutes. Keys are announced in time only where it runs often.</summary>
    public string RefreshSigningKeys { get; set; } = "0 0/5 * * * ?";

    /// <inheritdoc/>
    /// <remarks>What nobody has changed is not asked: it would load Quartz into a start that does not need it.</remarks>
    public IEnumerable<string> Faults(IHostEnvironment environment) =>
        from job in All().Except(new JobOptions().All())
        where !CronExpression.TryParse(job.Cron, out _)
        select $"{job.Name}: '{job.Cron}' is not a cron expression of Quartz, such as 0 20 * * * ?";

    private (string Name, string Cron)[] All() =>
        [(nameof(PruneOneTimeCodes), PruneOneTimeCodes), (nameof(PruneEndedGrants), PruneEndedGrants), (nameof(PruneAudit), PruneAudit), (nameof(PruneUnusedClients), PruneUnusedClients), (nameof(RefreshSigningKeys), RefreshSigningKeys)];
}
