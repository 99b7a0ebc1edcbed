namespace ResourceApi.Verifications;

/// <summary>Where a verification stands; which comes after which is said by <see cref="Transitions"/>.</summary>
public enum VerificationStatus
{
    Pending,
    InProgress,
    Verified,
    Rejected,
    Expired,
}
