using AuthServer.Audit;
using AuthServer.Credentials;
using AuthServer.Data;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Accounts;

/// <summary>Proves by a code that an account's e-mail address is its user's.</summary>
public sealed class EmailVerification(OneTimeCodes codes, AuditLog audit, TimeProvider time) : IContactVerification
{
    /// <inheritdoc/>
    public CodePurpose Purpose => CodePurpose.EmailVerification;

    /// <inheritdoc/>
    public async Task<TimeSpan?> SendAsync(User user, Origin origin, CancellationToken cancel) =>
        (await codes.SendAsync(Purpose, user, user.NormalizedEmail!, null, origin, cancel)).RetryAfter;

    /// <inheritdoc/>
    public async Task<bool> ConfirmAsync(Write write, Guid user, string contact, Origin origin, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var changed = await write.Db.Users.Where(u => u.Id == user && u.NormalizedEmail == contact && !u.Disabled)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.UpdatedAt, now).SetProperty(u => u.EmailConfirmed, true), cancel) == 1;
        if (changed) await audit.AddAsync(write, AuditEvents.EmailVerified, user, origin);
        return changed;
    }
}
