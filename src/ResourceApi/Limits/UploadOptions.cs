using ServiceDefaults.Sections;

namespace ResourceApi.Limits;

/// <summary>Section <c>Uploads</c>: how much a user may send before it is looked at.</summary>
public sealed class UploadOptions : ICheckedSection
{
    /// <summary>How many uploads of a user are under way at most, on one node.</summary>
    public int AtOnce { get; set; } = 2;

    /// <summary>How many of a user are read in an hour.</summary>
    public int PerHour { get; set; } = 60;

    /// <inheritdoc/>
    public IEnumerable<string> Faults(IHostEnvironment environment)
    {
        if (AtOnce < 1)
            yield return "AtOnce: must be 1 or more.";
        if (PerHour < 1)
            yield return "PerHour: must be 1 or more.";
    }
}
