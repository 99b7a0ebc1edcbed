using AuthServer.Credentials;
using AuthServer.Data;
using AuthServer.Protocol.Sessions;
using AuthServer.Protocol.Storage;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Admin.Users;

/// <summary>The routes that let a user in or keep them out, without knowing a secret of theirs.</summary>
internal sealed class SetAccess(UserWrites writes, ITokenStore store, GuessBudget budget, Invitations invitations, TimeProvider time)
{
    /// <summary><c>POST /api/v1/admin/users/{id}/disable/</c>: every session ends, and no sign-in goes.</summary>
    public Task<IResult> DisableAsync(string id, HttpContext http) => writes.ChangeAsync(id, http, async (write, target) =>
    {
        if (target.Before.Disabled) return Act.Nothing;
        if (await UserGuard.RefuseAsync(write, target.Before, target.Admin) is { } refusal) return refusal;
        target.User.Disabled = true;
        await EndAsync(write, target.User);
        return new Act(AdminActs.UserDisabled);
    });

    /// <summary><c>POST /api/v1/admin/users/{id}/enable/</c>.</summary>
    public Task<IResult> EnableAsync(string id, HttpContext http) => writes.ChangeAsync(id, http, (_, target) =>
    {
        if (!target.Before.Disabled) return Task.FromResult(Act.Nothing);
        // Whoever disabled an administrator had a reason: a program does not undo it.
        if (target.Admin.User is null && target.Before.Roles.Contains(Roles.Admin)) return Task.FromResult<Act>(UserGuard.NeedsAdministrator);
        target.User.Disabled = false;
        return Task.FromResult(new Act(AdminActs.UserEnabled));
    });

    /// <summary><c>POST /api/v1/admin/users/{id}/unlock/</c>: lifts the lock of wrong guesses. A PIN that ten wrong ones disabled stays so until it is reset.</summary>
    public Task<IResult> UnlockAsync(string id, HttpContext http) => writes.ChangeAsync(id, http, async (write, target) =>
    {
        await budget.WasResetAsync(write, CredentialKind.Password, target.User.Id, CancellationToken.None);
        return new Act(AdminActs.UserUnlocked);
    });

    /// <summary><c>POST /api/v1/admin/users/{id}/force-reset/</c>: no secret is good any more, every session ends, and the owner is sent what resets them.</summary>
    public Task<IResult> ForceResetAsync(string id, HttpContext http) => writes.ChangeAsync(id, http, async (write, target) =>
    {
        if (await UserGuard.RefuseAsync(write, target.Before, target.Admin) is { } refusal) return refusal;
        var (user, now) = (target.User, time.GetUtcNow());
        if (user.PasswordHash is not null) (user.PasswordHash, user.PasswordChangedAt) = (PinCredential.Unusable, now);
        await write.Db.Pins.Where(p => p.UserId == user.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.Hash, PinCredential.Unusable).SetProperty(p => p.ChangedAt, now));
        await write.Db.UserPasskeys.Where(p => p.UserId == user.Id).ExecuteDeleteAsync();
        await write.Db.Devices.Where(d => d.UserId == user.Id).ExecuteUpdateAsync(set => set.SetProperty(d => d.Trusted, false));
        await EndAsync(write, user);
        await write.Db.SaveChangesAsync();
        await invitations.SendAsync(write, user, target.Admin.Origin);
        return new Act(AdminActs.SecretsSpoiled);
    });

    private async Task EndAsync(Write write, User user)
    {
        // A sign-in that is under way is refused by this.
        (user.SecurityStamp, user.UpdatedAt) = (User.NewStamp(), time.GetUtcNow());
        await OneTimeCodes.DestroyAllAsync(write, user.Id);
        await store.EndSessionsAsync(write.Transaction, new SessionsOf(Accounts.SubjectReader.Format(user.Id)), EndReason.AccountDisabled, time.GetUtcNow(), CancellationToken.None);
    }
}
