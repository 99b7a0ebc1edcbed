using AuthServer.Credentials;
using AuthServer.Messaging.Outbox;
using AuthServer.Protocol.Sessions;
using AuthServer.Protocol.Storage;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Admin.Users;

/// <summary><c>DELETE /api/v1/admin/users/{id}/</c>: the account and all that could open it. The audit stays; a later account with the same number or address is somebody else.</summary>
internal sealed class DeleteUser(UserWrites writes, ITokenStore store, OutboxStore outbox, TimeProvider time)
{
    public Task<IResult> HandleAsync(string id, HttpContext http) => writes.ChangeAsync(id, http, async (write, target) =>
    {
        if (await UserGuard.RefuseAsync(write, target.Before, target.Admin) is { } refusal) return refusal;
        var user = target.User;
        await store.EndSessionsAsync(write.Transaction, new SessionsOf(target.Before.Id), EndReason.AccountDeleted, time.GetUtcNow(), CancellationToken.None);
        await store.ForgetConsentsAsync(write.Transaction, target.Before.Id, CancellationToken.None);
        await OneTimeCodes.DestroyAllAsync(write, user.Id);
        await outbox.ForgetAsync(write, user);
        var budget = user.Id.ToByteArray(bigEndian: true);
        await write.Db.Guesses.Where(g => g.Key == budget).ExecuteDeleteAsync();
        // PIN, devices, passkeys and roles go with the row; the database tells the APIs (UserNews).
        write.Db.Remove(user);
        return new Act(AdminActs.UserDeleted);
    });
}
