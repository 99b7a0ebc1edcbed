using Load.Measures;

namespace Load;

/// <summary>All that a run measured.</summary>
/// <param name="Small">Every scenario on the small database.</param>
/// <param name="Large">Those of them that touch it, on the large one.</param>
/// <param name="Starts">The start.</param>
/// <param name="SignIns">Sign-ins by PIN, beside their hash.</param>
/// <param name="Memory">Memory over many requests.</param>
/// <param name="Pruning">Deleting beside a load.</param>
internal sealed record Result(IReadOnlyList<Measured> Small, IReadOnlyList<Measured> Large, Starts Starts, SignIns SignIns, Memory Memory, Pruning Pruning)
{
    /// <summary>How the same scenario did on the large database, as a part of the small one; null where it was not measured there.</summary>
    public double? Kept(Measured small) => Large.FirstOrDefault(row => row.Scenario == small.Scenario && row.Connections == small.Connections) is { } large ? large.Ratio / small.Ratio : null;
}
