using AuthServer.Audit;
using AuthServer.Credentials;
using AuthServer.Data;
using AuthServer.Protocol.Sessions;
using AuthServer.Protocol.Storage;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Accounts;

/// <summary>Takes back numbers and addresses that were registered by somebody who never proved that they were theirs: nothing that this somebody set up outlives the owner's proof.</summary>
public sealed class AccountRecovery(ITokenStore store, AuditLog audit, TimeProvider time)
{
    private static readonly TimeSpan Recent = TimeSpan.FromDays(7);

    /// <summary>The owner proves an account's only number or address for the first time: it is theirs, and everything in it that they did not prove goes.</summary>
    /// <param name="write">The transaction.</param>
    /// <param name="user">The account, as it was.</param>
    /// <param name="kind">The secret that the owner is about to choose, which tells what was proved: a PIN the phone, a password the mailbox.</param>
    /// <param name="origin">Where the proof comes from.</param>
    public async Task DropOthersAsync(Write write, User user, CredentialKind kind, Origin origin)
    {
        var users = write.Db.Users.Where(u => u.Id == user.Id);
        if (kind == CredentialKind.Pin)
        {
            await users.ExecuteUpdateAsync(set => set.SetProperty(u => u.PhoneNumberConfirmed, true).SetProperty(u => u.PasswordHash, (string?)null)
                .SetProperty(u => u.Email, (string?)null).SetProperty(u => u.NormalizedEmail, (string?)null).SetProperty(u => u.EmailConfirmed, false));
        }
        else
        {
            await users.ExecuteUpdateAsync(set => set.SetProperty(u => u.EmailConfirmed, true).SetProperty(u => u.PhoneNumber, (string?)null).SetProperty(u => u.PhoneNumberConfirmed, false));
            await write.Db.Pins.Where(p => p.UserId == user.Id).ExecuteDeleteAsync();
        }
        await DropAsync(write, user.Id);
        await audit.AddAsync(write, AuditEvents.Recovered, user.Id, origin);
    }

    /// <summary>The owner resets by a contact that they had proved before: what was set up beside it in the last days may have been a thief's, and does not outlive the reset.</summary>
    /// <param name="write">The transaction.</param>
    /// <param name="user">The account, as it was.</param>
    /// <param name="kind">The secret that the owner is about to choose.</param>
    public Task UndoRecentAsync(Write write, User user, CredentialKind kind) =>
        UndoSinceAsync(write, user, time.GetUtcNow() - Recent, kind == CredentialKind.Pin ? CredentialKind.Password : CredentialKind.Pin);

    /// <summary>Undoes what was set up since a time: contacts that took another one's place leave, and secrets are good for nothing until they are reset.</summary>
    /// <param name="write">The transaction.</param>
    /// <param name="user">The account, as it was.</param>
    /// <param name="since">What is older stays.</param>
    /// <param name="secrets">Which secrets; their contacts are those of the other kind of proof.</param>
    public async Task UndoSinceAsync(Write write, User user, DateTimeOffset since, params CredentialKind[] secrets)
    {
        var (users, now) = (write.Db.Users.Where(u => u.Id == user.Id), time.GetUtcNow());
        if (secrets.Contains(CredentialKind.Password))
        {
            await users.Where(u => u.PasswordHash != null && u.PasswordChangedAt >= since).ExecuteUpdateAsync(set => set.SetProperty(u => u.PasswordHash, PinCredential.Unusable).SetProperty(u => u.PasswordChangedAt, now));
            await users.Where(u => u.EmailChangedAt >= since).ExecuteUpdateAsync(set => set.SetProperty(u => u.Email, (string?)null).SetProperty(u => u.NormalizedEmail, (string?)null).SetProperty(u => u.EmailConfirmed, false).SetProperty(u => u.EmailChangedAt, (DateTimeOffset?)null));
        }
        if (!secrets.Contains(CredentialKind.Pin)) return;
        // One that is as old as the account was chosen by who made it.
        await write.Db.Pins.Where(p => p.UserId == user.Id && p.ChangedAt >= since && p.ChangedAt > user.CreatedAt).ExecuteUpdateAsync(set => set.SetProperty(p => p.Hash, PinCredential.Unusable).SetProperty(p => p.ChangedAt, now));
        await users.Where(u => u.PhoneChangedAt >= since).ExecuteUpdateAsync(set => set.SetProperty(u => u.PhoneNumber, (string?)null).SetProperty(u => u.PhoneNumberConfirmed, false).SetProperty(u => u.PhoneChangedAt, (DateTimeOffset?)null));
    }

    /// <summary>Somebody else proved a number or an address that other accounts only claimed: it leaves them, and an account that has proved nothing at all loses whatever could open it.</summary>
    /// <param name="write">The transaction.</param>
    /// <param name="contact">The E.164 number or normalised address.</param>
    /// <param name="owner">Who proved it.</param>
    /// <param name="origin">Where the proof comes from.</param>
    public async Task ReleaseAsync(Write write, string contact, Guid owner, Origin origin)
    {
        var claimant = await write.Db.Users.AsNoTracking().FirstOrDefaultAsync(u =>
            u.Id != owner && ((u.PhoneNumber == contact && !u.PhoneNumberConfirmed) || (u.NormalizedEmail == contact && !u.EmailConfirmed)));
        if (claimant is null) return;
        var users = write.Db.Users.Where(u => u.Id == claimant.Id);
        if (contact[0] == '+') await users.ExecuteUpdateAsync(set => set.SetProperty(u => u.PhoneNumber, (string?)null));
        else await users.ExecuteUpdateAsync(set => set.SetProperty(u => u.Email, (string?)null).SetProperty(u => u.NormalizedEmail, (string?)null));
        if (claimant is { PhoneNumberConfirmed: false, EmailConfirmed: false })
        {
            await users.ExecuteUpdateAsync(set => set.SetProperty(u => u.PasswordHash, (string?)null).SetProperty(u => u.SecurityStamp, User.NewStamp()));
            await write.Db.Pins.Where(p => p.UserId == claimant.Id).ExecuteDeleteAsync();
            await DropAsync(write, claimant.Id);
        }
        await OneTimeCodes.DestroyAllAsync(write, claimant.Id);
        await audit.AddAsync(write, new AuditEntry
        {
            At = time.GetUtcNow(),
            Event = AuditEvents.ContactReleased,
            Outcome = AuditLog.Success,
            Actor = SubjectReader.Format(owner),
            Subject = SubjectReader.Format(claimant.Id),
            ClientId = origin.ClientId,
            SessionId = origin.SessionId,
            Address = origin.Address?.ToString(),
            UserAgent = origin.UserAgent,
        });
    }

    private async Task DropAsync(Write write, Guid user)
    {
        var (subject, now) = (SubjectReader.Format(user), time.GetUtcNow());
        await write.Db.Devices.Where(d => d.UserId == user).ExecuteDeleteAsync();
        await write.Db.UserPasskeys.Where(p => p.UserId == user).ExecuteDeleteAsync();
        await write.Db.UserTokens.Where(t => t.UserId == user).ExecuteDeleteAsync();
        await write.Db.UserLogins.Where(l => l.UserId == user).ExecuteDeleteAsync();
        await store.EndSessionsAsync(write.Transaction, new SessionsOf(subject), EndReason.CredentialChanged, now, CancellationToken.None);
        await store.ForgetConsentsAsync(write.Transaction, subject, CancellationToken.None);
    }
}
