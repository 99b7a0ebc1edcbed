using System.Net;
using AuthServer.Accounts;
using AuthServer.Data;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Credentials;

/// <summary>Signs in by password and a username, e-mail address or phone number: for the grant, the REST routes and the login page alike.</summary>
public sealed class PasswordSignIn(IDbContextFactory<AccountsDbContext> contexts, CredentialCheck credentials, AddressLimit addresses, SubjectReader subjects, AccountOptions options)
{
    /// <summary>Verifies.</summary>
    /// <param name="identifier">The name as it was typed.</param>
    /// <param name="password">The password as it was typed.</param>
    /// <param name="address">Where the request came from.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<SignInOutcome> VerifyAsync(string identifier, string password, IPAddress? address, CancellationToken cancel)
    {
        if ((addresses.Take(address) ?? credentials.Full) is { } wait) return new SignInOutcome.Throttled(wait);
        var name = LoginName.Of(identifier);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var user = await FindAsync(db, name, cancel);
        var check = await credentials.VerifyAsync(CredentialKind.Password, user?.Id, name, user is { Disabled: false } ? user.PasswordHash : null, password, cancel);
        if (check == HashCheck.Wrong || user is null) return new SignInOutcome.Refused();
        if (check == HashCheck.RightButOld) await HashAgainAsync(db, user, password, cancel);
        // An account without an address has none to verify.
        if (options.RequireVerifiedEmail && user is { Email: not null, EmailConfirmed: false }) return new SignInOutcome.EmailNotVerified();
        return subjects.Find(user.Id) is { } subject ? new SignInOutcome.Accepted(subject, user) : new SignInOutcome.Refused();
    }

    // One query whatever the kind of name; one that nobody can have asks for a row that cannot be.
    private static Task<User?> FindAsync(AccountsDbContext db, LoginName name, CancellationToken cancel)
    {
        var users = db.Users.AsNoTracking();
        return name.Kind switch
        {
            LoginNameKind.Phone => users.FirstOrDefaultAsync(u => u.PhoneNumber == name.Canonical, cancel),
            LoginNameKind.Email => users.FirstOrDefaultAsync(u => u.NormalizedEmail == name.Canonical, cancel),
            LoginNameKind.Username => users.FirstOrDefaultAsync(u => u.NormalizedUserName == name.Canonical, cancel),
            _ => users.FirstOrDefaultAsync(u => u.NormalizedUserName == "", cancel),
        };
    }

    private async Task HashAgainAsync(AccountsDbContext db, User old, string password, CancellationToken cancel)
    {
        var hash = await credentials.HashAsync(CredentialKind.Password, password, cancel);
        // Only in place of the hash that was verified: a password changed meanwhile stays changed.
        await db.Users.Where(u => u.Id == old.Id && u.PasswordHash == old.PasswordHash).ExecuteUpdateAsync(set => set.SetProperty(u => u.PasswordHash, hash), cancel);
    }
}
