using AuthServer.Audit;
using AuthServer.Credentials;
using AuthServer.Data;
using AuthServer.Messaging;
using AuthServer.Messaging.Outbox;
using AuthServer.Messaging.Templates;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Answers;

namespace AuthServer.Accounts;

/// <summary>Gives an account another e-mail address or phone number: pending until a code that went to the new one comes back; the old one is told.</summary>
internal sealed class ContactChange(IDbContextFactory<AccountsDbContext> contexts, Statements statements, Throttles throttles, OutboxStore outbox, SendBudget sends, OneTimeCodes codes, AccountRecovery recovery, Notices notices, AuditLog audit, TimeProvider time)
{
    private const int ChangesPerDay = 10;

    /// <summary>Asks for a code. The answer does not tell whether the address or number is another account's.</summary>
    /// <param name="caller">Who.</param>
    /// <param name="contact">The E.164 number or normalised address.</param>
    /// <param name="http">The request.</param>
    public async Task<IResult> RequestAsync(SignedInUser caller, string contact, HttpContext http)
    {
        var cancel = http.RequestAborted;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await db.Users.AnyAsync(u => u.Id == caller.Id && ((u.PhoneNumber == contact && u.PhoneNumberConfirmed) || (u.NormalizedEmail == contact && u.EmailConfirmed)), cancel))
            return Problem.Conflict("already_verified", "That one is the account's already.");
        var wait = await statements.ShareAsync(async write =>
        {
            if (await throttles.TakeAsync(write, new Throttle("changes of contacts", caller.Subject, ChangesPerDay, TimeSpan.FromDays(1)), cancel) is { } refused) return refused;
            if (await sends.ChargeAsync(write, http.Connection.RemoteIpAddress, cancel) is { } charged) return charged;
            await outbox.AddAsync(write, ContactChangeErrand.Name, Errand.Of(contact, caller.Id, Origin.Of(http)), Errand.WorthDoing);
            return (TimeSpan?)null;
        }, cancel);
        return wait is { } later ? Problem.TooManyRequests(later) : Envelope.Accepted("If it can be yours, a code is on its way to it");
    }

    /// <summary>Takes the code; null where the change is made.</summary>
    public async Task<Problem?> ConfirmAsync(SignedInUser caller, CodePurpose purpose, string code, HttpContext http)
    {
        var origin = Origin.Of(http);
        var tried = await codes.TryOfAsync(purpose, caller.Id, code, origin, http.RequestAborted);
        if (tried.RetryAfter is { } wait) return Problem.TooManyRequests(wait);
        return tried.Right is { } right ? await statements.WriteAsync(write => KeepAsync(write, caller.Id, right, origin), CancellationToken.None) : InvalidCode.Problem;
    }

    private async Task<Problem?> KeepAsync(Write write, Guid id, RightCode right, Origin origin)
    {
        if (!await OneTimeCodes.UseAsync(write, right)) return InvalidCode.Problem;
        var contact = right.Destination;
        var phone = contact[0] == '+';
        if (await write.Db.Users.AsNoTracking().FirstOrDefaultAsync(u => u.Id == id && !u.Disabled) is not { } old) return InvalidCode.Problem;
        await recovery.ReleaseAsync(write, contact, id, origin);
        // Told to who has proved that it is theirs: somebody else proved it in these ten minutes.
        if (await write.Db.Users.AnyAsync(u => u.Id != id && (u.PhoneNumber == contact || u.NormalizedEmail == contact))) return phone ? Taken.Phone : Taken.Email;
        var (users, now) = (write.Db.Users.Where(u => u.Id == id), time.GetUtcNow());
        if (phone) await users.ExecuteUpdateAsync(set => set.SetProperty(u => u.PhoneNumber, contact).SetProperty(u => u.PhoneNumberConfirmed, true).SetProperty(u => u.PhoneChangedAt, now).SetProperty(u => u.UpdatedAt, now));
        else await users.ExecuteUpdateAsync(set => set.SetProperty(u => u.Email, contact).SetProperty(u => u.NormalizedEmail, contact).SetProperty(u => u.EmailConfirmed, true).SetProperty(u => u.EmailChangedAt, now).SetProperty(u => u.UpdatedAt, now));
        // What went to the old one is no proof any more.
        await OneTimeCodes.DestroyAllAsync(write, id);
        await audit.AddAsync(write, phone ? AuditEvents.PhoneChanged : AuditEvents.EmailChanged, id, origin);
        await TellAsync(write, old, phone, contact);
        return null;
    }

    private Task TellAsync(Write write, User old, bool phone, string contact)
    {
        var masked = ("masked", Masked.Of(contact));
        if (phone) return old.PhoneNumberConfirmed ? notices.AddAsync(write, old, old.PhoneNumber!, MessageTemplate.PhoneChanged, masked) : notices.AddAsync(write, old, MessageTemplate.PhoneChanged, masked);
        return old.EmailConfirmed ? notices.AddAsync(write, old, old.Email!, MessageTemplate.EmailChanged, masked) : notices.AddAsync(write, old, MessageTemplate.EmailChanged, masked);
    }
}
