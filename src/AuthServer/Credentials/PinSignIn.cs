using System.Net;
using AuthServer.Accounts;
using AuthServer.Data;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Credentials;

/// <summary>Signs in by phone number and PIN: for the grant, the REST routes and the login page alike.</summary>
public sealed class PinSignIn(IDbContextFactory<AccountsDbContext> contexts, CredentialCheck credentials, AddressLimit addresses, SubjectReader subjects)
{
    /// <summary>Verifies.</summary>
    /// <param name="phone">The number as it was typed.</param>
    /// <param name="pin">The PIN as it was typed.</param>
    /// <param name="address">Where the request came from.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<SignInOutcome> VerifyAsync(string phone, string pin, IPAddress? address, CancellationToken cancel)
    {
        if ((addresses.Take(address) ?? credentials.Full) is { } wait) return new SignInOutcome.Throttled(wait);
        var name = LoginName.OfPhone(phone);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var found = await FindAsync(db, name.Canonical, cancel);
        var check = await credentials.VerifyAsync(CredentialKind.Pin, found?.User.Id, name, found is { User.Disabled: false } ? found.Pin?.Hash : null, pin, cancel);
        if (check == HashCheck.Wrong || found?.Pin is not { } stored) return new SignInOutcome.Refused();
        if (check == HashCheck.RightButOld) await HashAgainAsync(db, stored, pin, cancel);
        return subjects.Find(found.User.Id) is { } subject ? new SignInOutcome.Accepted(subject, found.User) : new SignInOutcome.Refused();
    }

    private static Task<Found?> FindAsync(AccountsDbContext db, string phone, CancellationToken cancel) => (
        from user in db.Users.AsNoTracking()
        where user.PhoneNumber == phone
        join pin in db.Pins.AsNoTracking() on user.Id equals pin.UserId into pins
        from pin in pins.DefaultIfEmpty()
        select new Found(user, pin)).FirstOrDefaultAsync(cancel);

    private async Task HashAgainAsync(AccountsDbContext db, PinCredential old, string pin, CancellationToken cancel)
    {
        var hash = await credentials.HashAsync(CredentialKind.Pin, pin, cancel);
        // Only in place of the hash that was verified: a PIN changed meanwhile stays changed.
        await db.Pins.Where(p => p.UserId == old.UserId && p.Hash == old.Hash).ExecuteUpdateAsync(set => set.SetProperty(p => p.Hash, hash), cancel);
    }

    private sealed record Found(User User, PinCredential? Pin);
}
