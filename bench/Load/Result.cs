using Load.Measures;

namespace Load;

/// <summary>All that a run measured.</summary>
/// <param name="Rows">Every scenario on the small database.</param>
/// <param name="Growth">Those of them that touch it, beside the same on the large one.</param>
/// <param name="Starts">The start.</param>
/// <param name="SignIns">Sign-ins by PIN, beside their hash.</param>
/// <param name="Memory">Memory over many requests.</param>
/// <param name="Pruning">Deleting beside a load.</param>
internal sealed record Result(IReadOnlyList<Measured> Rows, IReadOnlyList<Growth> Growth, Starts Starts, SignIns SignIns, Memory Memory, Pruning Pruning);
