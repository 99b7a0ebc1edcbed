using AuthServer.Accounts;
using AuthServer.Audit;
using AuthServer.Data;
using AuthServer.Devices;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Credentials;

/// <summary>Signs in by phone number and PIN: for the grant, the REST routes and the login page alike.</summary>
public sealed class PinSignIn(UserRows users, IDbContextFactory<AccountsDbContext> contexts, CredentialCheck credentials, SubjectReader subjects)
{
    /// <summary>Verifies.</summary>
    /// <param name="phone">The number as it was typed.</param>
    /// <param name="pin">The PIN as it was typed.</param>
    /// <param name="device">The device it was typed on.</param>
    /// <param name="origin">Where the request came from.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<SignInOutcome> VerifyAsync(string phone, string pin, DeviceInfo device, Origin origin, CancellationToken cancel)
    {
        var admitted = await credentials.AdmitAsync(CredentialKind.Pin, pin, device, origin, cancel);
        if (admitted.RetryAfter is { } wait) return new SignInOutcome.Throttled(wait);
        var name = LoginName.OfPhone(phone);
        var found = users.FindWithPin(name.Canonical);
        // With the stamp that was read together with the hash: a PIN that is changed meanwhile leaves this sign-in with an old one.
        var subject = subjects.Find(found?.User.Id ?? Guid.Empty) is { } known ? known with { SecurityStamp = found!.Value.User.SecurityStamp! } : null;
        var guess = await credentials.VerifyAsync(admitted, new Guess(CredentialKind.Pin, found?.User, name, found?.PinHash, pin, device, origin), cancel);
        if (guess.RetryAfter is { } later) return new SignInOutcome.Throttled(later);
        if (guess.Check == HashCheck.Wrong || found is not { User: var user, PinHash: { } hash }) return new SignInOutcome.Refused();
        if (guess.Check == HashCheck.RightButOld) await HashAgainAsync(user.Id, hash, pin, cancel);
        return subject is not null ? new SignInOutcome.Accepted(subject, user) : new SignInOutcome.Refused();
    }

    private async Task HashAgainAsync(Guid user, string old, string pin, CancellationToken cancel)
    {
        var hash = await credentials.HashAsync(CredentialKind.Pin, pin, cancel);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        // Only in place of the hash that was verified: a PIN changed meanwhile stays changed.
        await db.Pins.Where(p => p.UserId == user && p.Hash == old).ExecuteUpdateAsync(set => set.SetProperty(p => p.Hash, hash), cancel);
    }
}
