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
                .SetProperty(u => u.Email, (string?)null).SetProperty(u => u.NormalizedEmail, (string?)null));
        }
        else
        {
            await users.ExecuteUpdateAsync(set => set.SetProperty(u => u.EmailConfirmed, true).SetProperty(u => u.PhoneNumber, (string?)null));
            await write.Db.Pins.Where(p => p.UserId == user.Id).ExecuteDeleteAsync();
        }
        await DropAsync(write, user.Id);
        await audit.AddAsync(write, AuditEvents.Recovered, user.Id, origin);
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
            await users.ExecuteUpdateAsync(set => set.SetProperty(u => u.PasswordHash, (string?)null).SetProperty(u => u.SecurityStamp, Guid.CreateVersion7().ToString("N")));
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
