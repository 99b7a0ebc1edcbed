using Microsoft.EntityFrameworkCore;
using ResourceApi.Data;
using ResourceApi.Limits;
using ServiceDefaults.Answers;

namespace ResourceApi.Verifications;

/// <summary>Whether a user may submit a verification now.</summary>
internal sealed class SubmissionRules(VerificationOptions options, TimeProvider clock)
{
    /// <summary>Why not, by what was submitted before; null where it may be.</summary>
    public async Task<Problem?> RefusalAsync(ApiDbContext db, string user, VerificationKind kind, CancellationToken cancel)
    {
        var earlier = await db.Verifications.AsNoTracking().Where(one => one.UserId == user && one.Type == kind.Type).OrderByDescending(one => one.Id)
            .Select(one => new { one.Status, one.ExpiresAt }).ToListAsync(cancel);
        if (earlier.Exists(one => Transitions.IsOpen(one.Status)))
            return Problem.Conflict("verification_open", "A verification of this type waits for its decision already.");
        var renewable = clock.GetUtcNow().AddDays(options.RenewalDays);
        var isVerified = kind.TellsTokens && earlier.Exists(one => one.Status == VerificationStatus.Verified && (one.ExpiresAt is null || one.ExpiresAt > renewable));
        return isVerified ? Problem.Conflict("already_verified", $"This is verified already; it can be verified anew {options.RenewalDays} days before it expires.") : null;
    }

    /// <summary>How often a user may submit.</summary>
    public Budget Budget(string user) => new("verification", user, options.SubmissionsADay, TimeSpan.FromDays(1));
}
