using AuthServer.Jobs;
using AuthServer.Tests.Messaging;

namespace AuthServer.Tests.Jobs;

public sealed class JobOptionsTests
{
    [Theory]
    [InlineData("PruneEndedGrants", "0 0 4 * * ?")]
    [InlineData("PruneAudit", "0/5 * * * * ?")]
    public void Cron_expression_of_Quartz_is_taken(string job, string cron) => Assert.Null(Fault(job, cron));

    [Theory]
    [InlineData("PruneOneTimeCodes", "every hour", "Jobs:PruneOneTimeCodes:")]
    [InlineData("PruneEndedGrants", "", "Jobs:PruneEndedGrants:")]
    [InlineData("PruneEndedGrants", "20 * * * *", "Jobs:PruneEndedGrants:")]
    [InlineData("RefreshSigningKeys", "0 0 25 * * ?", "Jobs:RefreshSigningKeys:")]
    [InlineData("PruneGrants", "0 0 4 * * ?", "PruneGrants")]
    public void What_is_none_stops_the_start_with_its_name(string job, string cron, string named) => Assert.Contains(named, Fault(job, cron), StringComparison.Ordinal);

    private static string? Fault(string job, string cron) => SectionStart.Fault<JobOptions>(JobOptions.Section, "Development", [new(job, cron)]);
}
