using AuthServer.Credentials;
using AuthServer.Data;
using AuthServer.Messaging;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Accounts;

/// <summary>Proves by a code that an account's e-mail address is its user's.</summary>
public sealed class EmailVerification(IDbContextFactory<AccountsDbContext> contexts, OneTimeCodes codes, CodeMessages messages, TimeProvider time)
{
    /// <summary>Sends a code; null where it was sent, else how long to wait.</summary>
    public async Task<TimeSpan?> SendAsync(Guid user, string address, CancellationToken cancel)
    {
        var issued = await codes.IssueAsync(CodePurpose.EmailVerification, user, address, null, cancel);
        if (issued.RetryAfter is null) messages.VerifyEmail(address, issued.Code);
        return issued.RetryAfter;
    }

    /// <summary>Tries a code; false where it is not the one, or the address is no longer the account's.</summary>
    public async Task<bool> TryAsync(Guid user, string code, CancellationToken cancel)
    {
        if (await codes.RedeemOwnAsync(CodePurpose.EmailVerification, user, code, cancel) is not { } redeemed) return false;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var now = time.GetUtcNow();
        return await db.Users.Where(u => u.Id == user && u.NormalizedEmail == redeemed.Destination)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.UpdatedAt, now).SetProperty(u => u.EmailConfirmed, true), cancel) == 1;
    }
}
