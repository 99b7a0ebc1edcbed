using AuthServer.Audit;
using AuthServer.Data;
using AuthServer.Devices;

namespace AuthServer.Credentials;

/// <summary>Verifies a secret within all limits, and audits what failed: the one way to do so, for every way in.</summary>
public sealed class CredentialCheck(Statements statements, AddressLimit addresses, FailureLimits limits, GuessBudget budget, SecretHasher hasher, HashGate gate, KnownDevices devices, AuditLog audit)
{
    /// <summary>Asks, before anything is looked up, whether this address and this device may guess now.</summary>
    public async Task<FailureReservation> AdmitAsync(CredentialKind kind, string secret, DeviceInfo device, Origin origin, CancellationToken cancel) =>
        (addresses.Take(origin.Address) ?? gate.Full) is { } wait ? new FailureReservation([], wait, null) : await limits.ReserveAsync(kind, secret, device, origin, cancel);

    /// <summary>Verifies what was admitted.</summary>
    /// <param name="admitted">From <see cref="AdmitAsync"/>, not refused by it.</param>
    /// <param name="guess">What is guessed, by whom.</param>
    /// <param name="cancel">Stops it before a guess is reserved. Afterwards it runs to its end: a right secret whose owner hung up must not count as a wrong one.</param>
    /// <remarks>The same work whatever the outcome: a reservation, one hash, one write. No short cut.</remarks>
    public async Task<GuessOutcome> VerifyAsync(FailureReservation admitted, Guess guess, CancellationToken cancel)
    {
        if (admitted.RetryAfterUnlessKnown is { } wait && !devices.IsKnown(guess.User?.Id, guess.Device))
        {
            await GiveBackAsync(admitted, null);
            return new GuessOutcome(HashCheck.Wrong, wait);
        }
        var reservation = await ReserveAsync(admitted, guess, cancel);
        var check = await gate.RunAsync(() => hasher.Verify(guess.Kind, guess.User is { Disabled: false } ? guess.Stored : null, guess.Secret), CancellationToken.None);
        if (reservation is null || check == HashCheck.Wrong)
        {
            await AuditAsync(guess, reservation);
            return new GuessOutcome(HashCheck.Wrong, null);
        }
        await GiveBackAsync(admitted, reservation);
        return new GuessOutcome(check, null);
    }

    /// <summary>Hashes a new secret when a core is free.</summary>
    public Task<string> HashAsync(CredentialKind kind, string secret, CancellationToken cancel) => gate.RunAsync(() => hasher.Hash(kind, secret), cancel);

    private async Task<GuessReservation?> ReserveAsync(FailureReservation admitted, Guess guess, CancellationToken cancel)
    {
        try
        {
            return await budget.ReserveAsync(budget.KeyOf(guess.User?.Id, guess.Name), guess.Kind, cancel);
        }
        catch (OperationCanceledException)
        {
            await GiveBackAsync(admitted, null);
            throw;
        }
    }

    private Task GiveBackAsync(FailureReservation admitted, GuessReservation? right) => statements.ShareAsync(async write =>
    {
        await limits.GiveBackAsync(write, admitted);
        if (right is not null) await budget.SucceedAsync(write, right);
    }, CancellationToken.None);

    private Task AuditAsync(Guess guess, GuessReservation? reservation)
    {
        var locks = reservation?.Lock is not null && guess.User is not null;
        return audit.FailedAsync(locks ? AuditEvents.Locked : guess.Event, Reason(guess, reservation), guess.User?.Id, guess.Origin, guess.Kind.Amr);
    }

    private static string Reason(Guess guess, GuessReservation? reservation)
    {
        if (guess.User is null) return "unknown_user";
        if (guess.User.Disabled) return "disabled";
        if (reservation is null) return "locked";
        return guess.Stored is null ? "no_such_credential" : "wrong";
    }
}
