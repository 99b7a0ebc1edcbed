using AuthServer.Accounts;
using AuthServer.Audit;
using AuthServer.Data;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Credentials;

/// <summary>Puts a new secret in the place of one that its owner has forgotten, once they have proved that the phone or the mailbox is theirs. Nobody is signed in by it.</summary>
internal sealed class SecretReset(Statements statements, CredentialCheck credentials, CredentialChange change, GuessBudget budget, AccountRecovery recovery, TimeProvider time)
{
    /// <summary>Uses the proof up and keeps the new secret, in one step or not at all.</summary>
    /// <param name="kind">What is reset.</param>
    /// <param name="account">Whose.</param>
    /// <param name="proof">The code or link that came back.</param>
    /// <param name="secret">The new secret; its rules have accepted it.</param>
    /// <param name="refusal">What is answered where the proof is none any more.</param>
    /// <param name="origin">Where it comes from.</param>
    /// <param name="cancel">Stops it before the write.</param>
    /// <returns>Null where it is kept.</returns>
    public async Task<T?> KeepAsync<T>(CredentialKind kind, User account, RightCode proof, string secret, T refusal, Origin origin, CancellationToken cancel)
        where T : class
    {
        var hash = await credentials.HashAsync(kind, secret, cancel);
        return await statements.WriteAsync(write => write.AllOrNoneAsync(async () =>
        {
            if (!await OneTimeCodes.UseAsync(write, proof)) return refusal;
            // As the account is now: the hash took its time.
            var current = kind == CredentialKind.Pin ? await ResettableAccounts.ByPhoneAsync(write.Db, proof.Destination, CancellationToken.None) : await ResettableAccounts.ByEmailAsync(write.Db, proof.Destination, CancellationToken.None);
            if (current is null || current.User.Id != account.Id) return refusal;
            var user = current.User;
            // An address or number that nobody has proved before may have been put here by somebody else.
            if (!(kind == CredentialKind.Pin ? user.PhoneNumberConfirmed : user.EmailConfirmed)) await recovery.DropOthersAsync(write, user, kind, origin);
            else await recovery.UndoRecentAsync(write, user, kind);
            if (!await change.StoreAsync(write, kind, user, current.Stored, hash, CancellationToken.None)) return refusal;
            await FinishAsync(write, kind, user, origin);
            return null;
        }, CancellationToken.None), CancellationToken.None);
    }

    private async Task FinishAsync(Write write, CredentialKind kind, User user, Origin origin)
    {
        var now = time.GetUtcNow();
        await write.Db.Users.Where(u => u.Id == user.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.RecoveredAt, now));
        // A phone that was trusted proves itself once more by the code that its owner can read.
        await write.Db.Devices.Where(d => d.UserId == user.Id).ExecuteUpdateAsync(set => set.SetProperty(d => d.Trusted, false));
        await budget.WasResetAsync(write, kind, user.Id, CancellationToken.None);
        await change.FinishAsync(write, user, keep: null, kind == CredentialKind.Pin ? AuditEvents.PinReset : AuditEvents.PasswordReset, origin, CancellationToken.None);
        await change.TellAsync(write, kind, user);
    }
}
