using AuthServer.Audit;
using AuthServer.Credentials;
using AuthServer.Data;
using AuthServer.Devices;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Answers;
using ServiceDefaults.Limits;

namespace AuthServer.Accounts;

/// <summary>Makes accounts: user, role, secret and device in one transaction; the unique indexes decide who was first.</summary>
/// <remarks>What is taken is told, out of a small budget of whoever asks; its owner is told too (decision 11).</remarks>
internal sealed class Registration(Statements statements, CredentialCheck credentials, Throttles throttles, OwnerNotice owners, AuditLog audit, AccountOptions options, RateLimitOptions limits, TimeProvider time)
{
    /// <summary>Makes the account.</summary>
    /// <returns>Null where it was made, else 409 with what is taken, or 429.</returns>
    public async Task<Problem?> MakeAsync(NewAccount account, Origin origin, CancellationToken cancel)
    {
        var budget = new Throttle("taken names found by an address", AddressPartition.Of(origin.Address), options.Limits.ConflictsPerAddress, TimeSpan.FromHours(1));
        // Taken before the look, and given back by who finds nothing: asking in parallel finds no more.
        if (limits.Enabled && await throttles.TakeAsync(budget, cancel) is { } wait) return Problem.TooManyRequests(wait);
        var counts = false;
        try
        {
            await AddAsync(account, origin, cancel);
            return null;
        }
        catch (DbUpdateException e) when (Conflict.ColumnOf(e) is { } column)
        {
            counts = true;
            return await RefuseAsync(account.User, column, origin);
        }
        finally
        {
            // Who hung up, and whom the server failed, has learned nothing.
            if (!counts) await statements.ShareAsync(write => throttles.GiveBackAsync(write, budget), CancellationToken.None);
        }
    }

    private async Task AddAsync(NewAccount account, Origin origin, CancellationToken cancel)
    {
        // Before anything is asked of the database, so that what is taken takes as long as what is free.
        var hash = await credentials.HashAsync(account.Kind, account.Secret, cancel);
        await statements.WriteAsync(async write =>
        {
            Add(write.Db, account, hash, origin);
            await write.Db.SaveChangesAsync(cancel);
            await audit.AddAsync(write, AuditEvents.Registered, account.User.Id, origin, account.Kind.Amr);
        }, cancel);
    }

    private Task<Problem> RefuseAsync(User user, string column, Origin origin) => statements.WriteAsync(async write =>
    {
        var (contact, taken) = column switch
        {
            "phone_number" => (user.PhoneNumber, Taken.Phone),
            "normalized_email" => (user.NormalizedEmail, Taken.Email),
            _ => (null, Taken.Username),
        };
        if (contact is not null) await owners.TellAsync(write, contact, null, CancellationToken.None);
        await audit.AddFailureAsync(write, AuditEvents.RegistrationConflict, taken.Code, null, origin);
        return taken;
    }, CancellationToken.None);

    private void Add(AccountsDbContext db, NewAccount account, string hash, Origin origin)
    {
        var user = account.User;
        if (account.Kind == CredentialKind.Password) user.PasswordHash = hash;
        else db.Add(new PinCredential { UserId = user.Id, Hash = hash, ChangedAt = time.GetUtcNow() });
        db.Add(user);
        db.Add(new IdentityUserRole<Guid> { UserId = user.Id, RoleId = Roles.IdOf(user.UserType) });
        if (account.Device is not { Id: { } device } info) return;
        db.Add(new Device
        {
            UserId = user.Id,
            Hash = device,
            Name = info.Name,
            Platform = info.Platform,
            Type = info.Type,
            AppVersion = info.AppVersion,
            Trusted = true,
            Announced = true,
            LastAddress = origin.Address?.ToString(),
            LastUsedAt = user.CreatedAt,
            CreatedAt = user.CreatedAt,
        });
    }
}
