using AuthServer.Accounts;
using AuthServer.Audit;
using AuthServer.Data;

namespace AuthServer.Credentials;

/// <summary>Puts a new secret in the place of one that its owner has forgotten, once they have proved that the phone or the mailbox is theirs. Nobody is signed in by it.</summary>
internal sealed class SecretReset(Statements statements, CredentialCheck credentials, CredentialChange change, GuessBudget budget, AccountRecovery recovery)
{
    /// <summary>Uses the proof up and keeps the new secret, in one step.</summary>
    /// <param name="kind">What is reset.</param>
    /// <param name="account">Whose.</param>
    /// <param name="proof">The code or link that came back.</param>
    /// <param name="secret">The new secret; its rules have accepted it.</param>
    /// <param name="origin">Where it comes from.</param>
    /// <param name="cancel">Stops it before the write.</param>
    /// <returns>False where the proof was used meanwhile.</returns>
    public async Task<bool> KeepAsync(CredentialKind kind, Resettable account, RightCode proof, string secret, Origin origin, CancellationToken cancel)
    {
        var (user, phone) = (account.User, kind == CredentialKind.Pin);
        var hash = await credentials.HashAsync(kind, secret, cancel);
        return await statements.WriteAsync(async write =>
        {
            if (!await OneTimeCodes.UseAsync(write, proof)) return false;
            var stored = account.Stored;
            // An address or number that nobody has proved before may have been put here by somebody else.
            if (!(phone ? user.PhoneNumberConfirmed : user.EmailConfirmed)) await recovery.DropOthersAsync(write, user, kind, origin);
            if (!await change.StoreAsync(write, kind, user, stored, hash, CancellationToken.None)) return false;
            await budget.WasResetAsync(write, kind, user.Id, CancellationToken.None);
            await change.FinishAsync(write, user, keep: null, phone ? AuditEvents.PinReset : AuditEvents.PasswordReset, origin, CancellationToken.None);
            await change.TellAsync(write, kind, user);
            return true;
        }, CancellationToken.None);
    }
}
