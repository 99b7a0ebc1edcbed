using AuthServer.Credentials;
using AuthServer.Data;
using AuthServer.Messaging;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Accounts;

/// <summary>Proves by a code that an account's phone number is its user's.</summary>
public sealed class PhoneVerification(IDbContextFactory<AccountsDbContext> contexts, OneTimeCodes codes, CodeMessages messages, TimeProvider time)
{
    /// <summary>Sends a code; null where it was sent, else how long to wait.</summary>
    public async Task<TimeSpan?> SendAsync(Guid user, string number, CancellationToken cancel)
    {
        var issued = await codes.IssueAsync(CodePurpose.PhoneVerification, user, number, null, cancel);
        if (issued.RetryAfter is null) messages.VerifyPhone(number, issued.Code);
        return issued.RetryAfter;
    }

    /// <summary>Tries a code; false where it is not the one, or the number is no longer the account's.</summary>
    public async Task<bool> TryAsync(Guid user, string code, CancellationToken cancel) =>
        await codes.RedeemOwnAsync(CodePurpose.PhoneVerification, user, code, cancel) is { } redeemed && await ConfirmAsync(user, redeemed.Destination, cancel);

    /// <summary>Notes that a code sent to this number came back; false where it is no longer the account's.</summary>
    internal async Task<bool> ConfirmAsync(Guid user, string number, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var now = time.GetUtcNow();
        return await db.Users.Where(u => u.Id == user && u.PhoneNumber == number)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.UpdatedAt, u => u.PhoneNumberConfirmed ? u.UpdatedAt : now).SetProperty(u => u.PhoneNumberConfirmed, true), cancel) == 1;
    }
}
