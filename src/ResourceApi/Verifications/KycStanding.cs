using Microsoft.EntityFrameworkCore;
using ResourceApi.Data;

namespace ResourceApi.Verifications;

/// <summary>How far a user is verified, from all their verifications.</summary>
/// <param name="Status">The state of the identity; null where none was ever submitted.</param>
/// <param name="Level">What is verified at this moment.</param>
/// <param name="Identity">The verified identity.</param>
/// <param name="Address">The verified address.</param>
/// <param name="Application">The newest submission for the identity.</param>
internal sealed record KycStanding(VerificationStatus? Status, KycLevel Level, Verification? Identity, Verification? Address, Verification? Application)
{
    /// <summary>Reads it; in the transaction of <paramref name="db"/>, where there is one.</summary>
    public static async Task<KycStanding> ReadAsync(ApiDbContext db, string user, DateTimeOffset now, CancellationToken cancel)
    {
        var all = await db.Verifications.AsNoTracking().Include(verification => verification.Documents)
            .Where(verification => verification.UserId == user && (verification.Type == VerificationType.Identity || verification.Type == VerificationType.Address))
            .OrderByDescending(verification => verification.Id).ToListAsync(cancel);
        var application = all.Find(verification => verification.Type == VerificationType.Identity);
        // A renewal that is open or was rejected takes nothing from what is verified.
        var identity = Verified(all, VerificationType.Identity, now);
        var address = Verified(all, VerificationType.Address, now);
        var level = identity is null ? KycLevel.None : address is not null || identity.Level == KycLevel.Full ? KycLevel.Full : KycLevel.Basic;
        return new(identity is null ? Lapsed(application?.Status) : VerificationStatus.Verified, level, identity, address, application);
    }

    /// <summary>The state as clients and tokens name it.</summary>
    public string StatusWord => Status is { } status ? Word<VerificationStatus>.Of(status) : "none";

    // The job that ends what is over runs now and then; until then its row still says verified.
    private static Verification? Verified(List<Verification> all, VerificationType type, DateTimeOffset now) =>
        all.Find(verification => verification.Type == type && verification.Status == VerificationStatus.Verified && (verification.ExpiresAt is null || verification.ExpiresAt > now));

    private static VerificationStatus? Lapsed(VerificationStatus? status) => status == VerificationStatus.Verified ? VerificationStatus.Expired : status;
}
