using AuthServer.Audit;
using AuthServer.Credentials;
using AuthServer.Data;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Accounts;

/// <summary>Proves by a code that an account's phone number is its user's.</summary>
public sealed class PhoneVerification(OneTimeCodes codes, AuditLog audit, TimeProvider time) : IContactVerification
{
    /// <inheritdoc/>
    public CodePurpose Purpose => CodePurpose.PhoneVerification;

    /// <inheritdoc/>
    public async Task<TimeSpan?> SendAsync(User user, Origin origin, CancellationToken cancel) =>
        (await codes.SendAsync(Purpose, user, user.PhoneNumber!, null, origin, cancel)).RetryAfter;

    /// <inheritdoc/>
    public async Task<bool> ConfirmAsync(Write write, Guid user, string contact, Origin origin, CancellationToken cancel)
    {
        var own = write.Db.Users.Where(u => u.Id == user && u.PhoneNumber == contact && !u.Disabled);
        // A code for a new device proves the number once more: nothing changes then.
        if (await own.AnyAsync(u => u.PhoneNumberConfirmed, cancel)) return true;
        var now = time.GetUtcNow();
        var changed = await own.ExecuteUpdateAsync(set => set.SetProperty(u => u.UpdatedAt, now).SetProperty(u => u.PhoneNumberConfirmed, true), cancel) == 1;
        if (changed) await audit.AddAsync(write, AuditEvents.PhoneVerified, user, origin);
        return changed;
    }
}
