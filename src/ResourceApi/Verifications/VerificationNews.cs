using ResourceApi.Audit;
using ResourceApi.Data;
using ResourceApi.Outbox;

namespace ResourceApi.Verifications;

/// <summary>
/// Tells of a change, in its transaction: the audit who made it, the authorization server what tokens say from now on and whom it writes to.
/// </summary>
internal sealed class VerificationNews(AuditTrail audit, ApiOutbox outbox, VerifiedClaims claims, TimeProvider clock)
{
    private const int LongestReason = 200;

    /// <summary>Tells that a verification has come to <paramref name="status"/>; the change itself must be in the transaction already.</summary>
    public async Task AddAsync(ApiDbContext db, Verification verification, VerificationStatus status, Actor by, string? reason, CancellationToken cancel)
    {
        var change = status == VerificationStatus.Pending ? "submitted" : Word<VerificationStatus>.Of(status);
        audit.Add(db, by.Name, $"verification.{change}", verification.UserId, verification.Id.ToString(), Word<VerificationType>.Of(verification.Type), by.Address);
        if (VerificationKind.Of(verification.Type).TellsTokens)
        {
            var standing = await KycStanding.ReadAsync(db, verification.UserId, clock.GetUtcNow(), cancel);
            outbox.Add(db, ApiOutbox.Kyc, verification.UserId, new KycReport(standing.StatusWord, Word<KycLevel>.Of(standing.Level), claims.Of(standing)));
        }
        if (Template(status) is { } template)
            outbox.Add(db, ApiOutbox.Notice, verification.UserId, new Notice(template, Values(verification, status, reason)));
    }

    /// <summary>Records that a newer verification has taken the place of this one.</summary>
    public void AddSuperseded(ApiDbContext db, Verification verification, Actor by, Guid newer) =>
        audit.Add(db, by.Name, "verification.superseded", verification.UserId, verification.Id.ToString(), $"by {newer}", by.Address);

    /// <summary>Tells that somebody wanted what could not be.</summary>
    public void AddRefused(ApiDbContext db, Verification verification, Actor by, string detail) =>
        audit.Add(db, by.Name, "verification.refused", verification.UserId, verification.Id.ToString(), detail, by.Address);

    // Messages have room for so much; not through the middle of a surrogate pair.
    private static string Short(string reason) =>
        reason.Length <= LongestReason ? reason : reason[..(char.IsHighSurrogate(reason[LongestReason - 2]) ? LongestReason - 2 : LongestReason - 1)] + "…";

    private static string? Template(VerificationStatus status) => status switch
    {
        VerificationStatus.Pending => "verification_submitted",
        VerificationStatus.Verified => "verification_verified",
        VerificationStatus.Rejected => "verification_rejected",
        VerificationStatus.Expired => "verification_expired",
        _ => null,
    };

    private static Dictionary<string, string> Values(Verification verification, VerificationStatus status, string? reason)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["type"] = Word<VerificationType>.Of(verification.Type),
        };
        // The message of a refusal says why; the others have no place for it.
        if (status == VerificationStatus.Rejected)
            values["reason"] = Short(reason ?? Word<RejectionCode>.Of(verification.RejectionCode ?? RejectionCode.Other));
        return values;
    }
}
