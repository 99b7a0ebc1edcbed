using AuthServer.Accounts;
using AuthServer.Audit;
using AuthServer.Data;
using AuthServer.Messaging;
using AuthServer.Messaging.Templates;
using AuthServer.Protocol.Sessions;
using AuthServer.Protocol.Storage;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Credentials;

/// <summary>Everything that has to happen with a new PIN or password, in one transaction: other sessions, grants, codes and challenges end, the owner is told.</summary>
public sealed class CredentialChange(ITokenStore store, Notices notices, Messages messages, AuditLog audit, TimeProvider time)
{
    /// <summary>Where the owner of an account resets a PIN.</summary>
    public const string PinResetPage = "/pin/forgot";

    /// <summary>Where the owner of an account resets a password.</summary>
    public const string PasswordResetPage = "/password/forgot";

    /// <summary>Keeps a new hash in place of an old one.</summary>
    /// <param name="write">The transaction.</param>
    /// <param name="kind">What kind of secret.</param>
    /// <param name="user">Whose, as read before.</param>
    /// <param name="old">The hash that is replaced; null where there is none yet.</param>
    /// <param name="hash">The new one.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>False where somebody else was faster; nothing is changed then.</returns>
    public async Task<bool> StoreAsync(Write write, CredentialKind kind, User user, string? old, string hash, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (kind == CredentialKind.Password)
            return await write.Db.Users.Where(u => u.Id == user.Id && u.PasswordHash == old).ExecuteUpdateAsync(set => set.SetProperty(u => u.PasswordHash, hash).SetProperty(u => u.PasswordChangedAt, now), cancel) == 1;
        if (old is not null)
            return await write.Db.Pins.Where(p => p.UserId == user.Id && p.Hash == old).ExecuteUpdateAsync(set => set.SetProperty(p => p.Hash, hash).SetProperty(p => p.ChangedAt, now), cancel) == 1;
        if (await write.Db.Pins.AnyAsync(p => p.UserId == user.Id, cancel)) return false;
        write.Db.Add(new PinCredential { UserId = user.Id, Hash = hash, ChangedAt = now });
        await write.Db.SaveChangesAsync(cancel);
        return true;
    }

    /// <summary>Ends what was begun with the old secret, and tells.</summary>
    /// <param name="write">The transaction in which the secret changed.</param>
    /// <param name="user">Whose, as they were before.</param>
    /// <param name="keep">The session that goes on: the one in which the secret was changed.</param>
    /// <param name="name">What happened: one of <see cref="AuditEvents"/>.</param>
    /// <param name="origin">Where it came from.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task FinishAsync(Write write, User user, Guid? keep, string name, Origin origin, CancellationToken cancel)
    {
        var (now, stamp) = (time.GetUtcNow(), User.NewStamp());
        // A sign-in that verified the old secret and has not begun its session yet is refused by this (SessionStart).
        await write.Db.Users.Where(u => u.Id == user.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.SecurityStamp, stamp).SetProperty(u => u.UpdatedAt, now), cancel);
        await OneTimeCodes.DestroyAllAsync(write, user.Id);
        await store.EndSessionsAsync(write.Transaction, new SessionsOf(SubjectReader.Format(user.Id)) { Except = keep }, EndReason.CredentialChanged, now, cancel);
        await audit.AddAsync(write, name, user.Id, origin);
    }

    /// <summary>Tells the owner that a secret is another one now, with the place to go where it was not them.</summary>
    public Task TellAsync(Write write, CredentialKind kind, User user) => kind == CredentialKind.Pin
        ? notices.AddAsync(write, user, MessageTemplate.PinChanged, ("link", messages.LinkTo(PinResetPage)))
        : notices.AddAsync(write, user, MessageTemplate.PasswordChanged, ("link", messages.LinkTo(PasswordResetPage)));
}
