using Load.Servers;

namespace Load.Measures;

/// <summary>What a sign-in by PIN costs, between two looks at what its hash costs alone: a machine that others share is not equally fast all the time.</summary>
/// <param name="Row">The sign-ins.</param>
/// <param name="Before">The hash, right before.</param>
/// <param name="After">The hash, right after.</param>
internal sealed record SignIns(Measured Row, Hashing Before, Hashing After) : IMeasure
{
    /// <summary>Processor time of the server for a sign-in, as a multiple of that of its hash.</summary>
    public double Times => Row.Cores / Row.Rate / ((Before.CoreSeconds + After.CoreSeconds) / 2);

    /// <inheritdoc/>
    public string Sentence => $"{After.Sentence} A sign-in takes the server {Row.Cores / Row.Rate * 1_000:F1} ms of processor, the hash alone {Before.CoreSeconds * 1_000:F1} right before and {After.CoreSeconds * 1_000:F1} right after, on all cores at once.";

    /// <summary>Measures, with the most connections of the scenario.</summary>
    public static async Task<SignIns> MeasureAsync(Platform platform, Loads loads, Scenario pinLogin)
    {
        var before = await Hashing.MeasureAsync(platform);
        var row = await loads.MeasureAsync(pinLogin, pinLogin.Connections.Max());
        return new SignIns(row, before, await Hashing.MeasureAsync(platform));
    }
}
