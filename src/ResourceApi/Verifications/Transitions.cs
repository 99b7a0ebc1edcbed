namespace ResourceApi.Verifications;

/// <summary>The one table of which state comes after which.</summary>
internal static class Transitions
{
    private static readonly HashSet<(VerificationStatus From, VerificationStatus To)> Legal =
    [
        (VerificationStatus.Pending, VerificationStatus.InProgress),
        (VerificationStatus.InProgress, VerificationStatus.Verified),
        (VerificationStatus.InProgress, VerificationStatus.Rejected),
        (VerificationStatus.Verified, VerificationStatus.Expired),
        // These two by a new submission, which is a row of its own: what was decided before stays as it was decided.
        (VerificationStatus.Rejected, VerificationStatus.Pending),
        (VerificationStatus.Expired, VerificationStatus.Pending),
    ];

    /// <summary>Whether <paramref name="to"/> may follow <paramref name="from"/>.</summary>
    public static bool IsLegal(VerificationStatus from, VerificationStatus to) => Legal.Contains((from, to));

    /// <summary>Whether a verification waits for a decision.</summary>
    public static bool IsOpen(VerificationStatus status) => status is VerificationStatus.Pending or VerificationStatus.InProgress;

    /// <summary>
    /// The states that lead to <paramref name="to"/>, it included; null where none do. A provider's events come in any order:
    /// its decision says that it has begun as well. None lead to pending: that takes a new submission.
    /// </summary>
    public static IReadOnlyList<VerificationStatus>? Path(VerificationStatus from, VerificationStatus to) =>
        to == VerificationStatus.Pending ? null
        : IsLegal(from, to) ? [to]
        : IsOpen(from) && IsLegal(from, VerificationStatus.InProgress) && IsLegal(VerificationStatus.InProgress, to) ? [VerificationStatus.InProgress, to]
        : null;
}
