namespace ResourceApi.Verifications;

/// <summary>How many verifications there are.</summary>
/// <param name="Total">All of them.</param>
/// <param name="ByStatus">By state; every state is there.</param>
/// <param name="ByType">By type and, in it, by state.</param>
public sealed record StatusSummary(int Total, IReadOnlyDictionary<string, int> ByStatus, IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> ByType);
