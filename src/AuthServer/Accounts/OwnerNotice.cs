using AuthServer.Credentials;
using AuthServer.Data;
using AuthServer.Messaging;
using AuthServer.Messaging.Templates;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Accounts;

/// <summary>Tells the owner of a number or address that somebody tried to register or add it, once a day at most.</summary>
internal sealed class OwnerNotice(Notices notices, Throttles throttles)
{
    /// <summary>Tells, where an account other than the asker's has proved that it owns it.</summary>
    /// <param name="write">The transaction.</param>
    /// <param name="contact">The E.164 number or normalised address.</param>
    /// <param name="asker">The account that asks; null where there is none yet.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>Whether it has such an owner.</returns>
    public async Task<bool> TellAsync(Write write, string contact, Guid? asker, CancellationToken cancel)
    {
        var owner = await write.Db.Users.AsNoTracking().FirstOrDefaultAsync(u =>
            u.Id != asker && ((u.PhoneNumber == contact && u.PhoneNumberConfirmed) || (u.NormalizedEmail == contact && u.EmailConfirmed)), cancel);
        if (owner is null) return false;
        var daily = new Throttle("tellings of an owner", SubjectReader.Format(owner.Id), 1, TimeSpan.FromDays(1));
        if (await throttles.TakeAsync(write, daily, cancel) is null) await notices.AddAsync(write, owner, contact, MessageTemplate.AlreadyRegistered);
        return true;
    }
}
