using AuthServer.Credentials;
using AuthServer.Data;
using AuthServer.Devices;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Answers;

namespace AuthServer.Accounts;

/// <summary>Makes accounts: user, role, secret and device in one transaction; the unique indexes decide who was first.</summary>
internal sealed class Registration(Statements statements, CredentialCheck credentials, TimeProvider time)
{
    /// <summary>Makes the account.</summary>
    /// <returns>Null where it was made, else 409 with what is taken.</returns>
    public async Task<Problem?> MakeAsync(NewAccount account, System.Net.IPAddress? address, CancellationToken cancel)
    {
        // Before anything is asked of the database, so that what is taken takes as long as what is free.
        var hash = await credentials.HashAsync(account.Kind, account.Secret, cancel);
        try
        {
            return await statements.WriteAsync<Problem?>(async db =>
            {
                Add(db, account, hash, address);
                await db.SaveChangesAsync(cancel);
                return null;
            }, cancel);
        }
        catch (DbUpdateException e) when (Conflict.ColumnOf(e) is { } column)
        {
            return Taken(column);
        }
    }

    private void Add(AccountsDbContext db, NewAccount account, string hash, System.Net.IPAddress? address)
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
            LastAddress = address?.ToString(),
            LastUsedAt = user.CreatedAt,
            CreatedAt = user.CreatedAt,
        });
    }

    private static Problem Taken(string column) => column switch
    {
        "phone_number" => Problem.Conflict("phone_taken", "The phone number belongs to an account."),
        "normalized_email" => Problem.Conflict("email_taken", "The e-mail address belongs to an account."),
        _ => Problem.Conflict("username_taken", "The username belongs to an account."),
    };
}
