using System.ComponentModel.DataAnnotations;

namespace ResourceApi.Verifications;

/// <summary>How long one type of verification holds, and how long its documents are kept in each state that is final.</summary>
public sealed class TypePolicy
{
    /// <summary>Days from the decision until it expires; 0: never.</summary>
    [Range(0, 36_500)]
    public int LifetimeDays { get; set; } = 730;

    /// <summary>Days for which the documents of a verified one are kept.</summary>
    [Range(0, 36_500)]
    public int VerifiedRetentionDays { get; set; } = 90;

    /// <summary>Days for which the documents of a rejected one are kept.</summary>
    [Range(0, 36_500)]
    public int RejectedRetentionDays { get; set; } = 30;

    /// <summary>Days for which the documents of an expired one are kept, from its expiry.</summary>
    [Range(0, 36_500)]
    public int ExpiredRetentionDays { get; set; }

    /// <summary>The days of a state; null while it is open: the documents are needed.</summary>
    internal int? RetentionDays(VerificationStatus status) => status switch
    {
        VerificationStatus.Verified => VerifiedRetentionDays,
        VerificationStatus.Rejected => RejectedRetentionDays,
        VerificationStatus.Expired => ExpiredRetentionDays,
        _ => null,
    };
}
