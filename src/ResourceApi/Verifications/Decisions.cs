using Microsoft.EntityFrameworkCore;
using ResourceApi.Data;

namespace ResourceApi.Verifications;

/// <summary>The one place where a verification changes its state: a person, a provider and the clock decide here alike.</summary>
internal sealed class Decisions(VerificationNews news, VerificationOptions options, TimeProvider clock)
{
    /// <summary>Brings a verification that was read in this transaction to its new state, if the table of transitions allows it; what it refuses is recorded too.</summary>
    /// <param name="db">The transaction.</param>
    /// <param name="verification">As it stands.</param>
    /// <param name="decision">What it shall come to.</param>
    /// <param name="path">The states on the way, from <see cref="Transitions"/>; null where there is no way.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<bool> ApplyAsync(ApiDbContext db, Verification verification, Decision decision, IReadOnlyList<VerificationStatus>? path, CancellationToken cancel)
    {
        var from = verification.Status;
        if (path is null)
        {
            news.AddRefused(db, verification, decision.By, $"{Word<VerificationStatus>.Of(decision.To)} after {Word<VerificationStatus>.Of(from)}");
            return false;
        }
        foreach (var step in path)
        {
            if (!await StepAsync(db, verification, from, step, decision, cancel))
                throw new DbUpdateConcurrencyException("A verification has changed within a transaction that no other writer can be in.");
            await news.AddAsync(db, verification, step, decision.By, decision.Reason, cancel);
            from = step;
        }
        return true;
    }

    private async Task<bool> StepAsync(ApiDbContext db, Verification verification, VerificationStatus from, VerificationStatus to, Decision decision, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var days = options.Policy(verification.Type).LifetimeDays;
        var (verifiedAt, expiresAt) = to == VerificationStatus.Verified ? (now, days == 0 ? null : now.AddDays(days)) : (verification.VerifiedAt, verification.ExpiresAt);
        var isRejected = to == VerificationStatus.Rejected;
        var changed = await db.Verifications.Where(row => row.Id == verification.Id && row.Status == from).ExecuteUpdateAsync(row => row
            .SetProperty(one => one.Status, to)
            .SetProperty(one => one.ChangedAt, now)
            .SetProperty(one => one.DecidedBy, decision.By.Name)
            .SetProperty(one => one.VerifiedAt, verifiedAt)
            .SetProperty(one => one.ExpiresAt, expiresAt)
            .SetProperty(one => one.Level, to == VerificationStatus.Verified ? decision.Level : verification.Level)
            .SetProperty(one => one.RejectionCode, isRejected ? decision.Code ?? RejectionCode.Other : null)
            .SetProperty(one => one.RejectionReason, isRejected ? decision.Reason : null), cancel);
        if (changed == 1 && to == VerificationStatus.Verified)
            await SupersedeAsync(db, verification, decision.By, now, cancel);
        return changed == 1;
    }

    // A renewal ends what it renews; its user has been told enough by the news of the renewal.
    private async Task SupersedeAsync(ApiDbContext db, Verification verification, Actor by, DateTimeOffset now, CancellationToken cancel)
    {
        if (!VerificationKind.Of(verification.Type).TellsTokens)
            return;
        var renewed = await db.Verifications.AsNoTracking()
            .Where(row => row.UserId == verification.UserId && row.Type == verification.Type && row.Status == VerificationStatus.Verified && row.Id != verification.Id).ToListAsync(cancel);
        foreach (var one in renewed)
        {
            await db.Verifications.Where(row => row.Id == one.Id).ExecuteUpdateAsync(
                row => row.SetProperty(old => old.Status, VerificationStatus.Expired).SetProperty(old => old.ChangedAt, now).SetProperty(old => old.ExpiresAt, now).SetProperty(old => old.DecidedBy, by.Name), cancel);
            news.AddSuperseded(db, one, by, verification.Id);
        }
    }
}
