using ServiceDefaults.Sections;

namespace AuthServer.Audit;

/// <summary>Section <c>Audit</c>.</summary>
public sealed class AuditOptions : ICheckedSection
{
    /// <summary>The section of the configuration that is bound to this class.</summary>
    public const string Section = "Audit";

    /// <summary>How many days a row is kept; more than the 30 for which the database refuses to delete it.</summary>
    public int RetentionDays { get; set; } = 400;

    /// <inheritdoc/>
    public IEnumerable<string> Faults(IHostEnvironment environment)
    {
        if (RetentionDays is < 31 or > 36_500) yield return "RetentionDays: must be from 31 to 36500.";
    }
}
