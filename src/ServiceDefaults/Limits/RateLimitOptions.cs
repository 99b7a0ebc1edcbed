using ServiceDefaults.Sections;

namespace ServiceDefaults.Limits;

/// <summary>Section <c>RateLimits</c>.</summary>
public sealed class RateLimitOptions : ICheckedSection
{
    /// <summary>Whether requests are limited by address; off only for benchmarks. Guess budgets are never off.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Limits can't be off in Production.</summary>
    public IEnumerable<string> Faults(IHostEnvironment environment)
    {
        if (!Enabled && environment.IsProduction())
            yield return "Enabled: must not be false in Production.";
    }
}
