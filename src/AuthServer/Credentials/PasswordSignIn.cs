using AuthServer.Accounts;
using AuthServer.Audit;
using AuthServer.Data;
using AuthServer.Devices;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Credentials;

/// <summary>Signs in by password and a username, e-mail address or phone number: for the grant, the REST routes and the login page alike.</summary>
public sealed class PasswordSignIn(UserRows users, IDbContextFactory<AccountsDbContext> contexts, CredentialCheck credentials, SubjectReader subjects, AuditLog audit, AccountOptions options)
{
    /// <summary>Verifies.</summary>
    /// <param name="identifier">The name as it was typed.</param>
    /// <param name="password">The password as it was typed.</param>
    /// <param name="device">The device it was typed on.</param>
    /// <param name="origin">Where the request came from.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<SignInOutcome> VerifyAsync(string identifier, string password, DeviceInfo device, Origin origin, CancellationToken cancel)
    {
        var admitted = await credentials.AdmitAsync(CredentialKind.Password, password, device, origin, cancel);
        if (admitted.RetryAfter is { } wait) return new SignInOutcome.Throttled(wait);
        var name = LoginName.Of(identifier);
        var user = Find(name);
        // With the stamp that was read together with the hash: a password that is changed meanwhile leaves this sign-in with an old one.
        var subject = subjects.Find(user?.Id ?? Guid.Empty) is { } known ? known with { SecurityStamp = user!.SecurityStamp! } : null;
        var guess = await credentials.VerifyAsync(admitted, new Guess(CredentialKind.Password, user, name, user?.PasswordHash, password, device, origin), cancel);
        if (guess.RetryAfter is { } later) return new SignInOutcome.Throttled(later);
        if (guess.Check == HashCheck.Wrong || user is null) return new SignInOutcome.Refused();
        if (guess.Check == HashCheck.RightButOld) await HashAgainAsync(user, password, cancel);
        if (IsUnverified(user))
        {
            await audit.FailedAsync(AuditEvents.SignInFailed, "email_not_verified", user.Id, origin, CredentialKind.Password.Amr);
            return new SignInOutcome.EmailNotVerified();
        }
        return subject is not null ? new SignInOutcome.Accepted(subject, user) : new SignInOutcome.Refused();
    }

    // An account without an address has none to verify; then its phone number has to be.
    private bool IsUnverified(User user) => options.RequireVerifiedEmail && !user.EmailConfirmed && (user.Email is not null || !user.PhoneNumberConfirmed);

    // One query whatever the kind of name; one that nobody can have asks for a row that cannot be.
    private User? Find(LoginName name) => name.Kind switch
    {
        LoginNameKind.Phone => users.FindByPhone(name.Canonical),
        LoginNameKind.Email => users.FindByEmail(name.Canonical),
        LoginNameKind.Username => users.FindByUsername(name.Canonical),
        _ => users.FindByUsername(""),
    };

    private async Task HashAgainAsync(User old, string password, CancellationToken cancel)
    {
        var hash = await credentials.HashAsync(CredentialKind.Password, password, cancel);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        // Only in place of the hash that was verified: a password changed meanwhile stays changed.
        await db.Users.Where(u => u.Id == old.Id && u.PasswordHash == old.PasswordHash).ExecuteUpdateAsync(set => set.SetProperty(u => u.PasswordHash, hash), cancel);
    }
}
