using AuthServer.Accounts;

namespace AuthServer.Credentials;

/// <summary>Verifies a secret within the guess budget: the one way to do so, for every way in.</summary>
public sealed class CredentialCheck(GuessBudget budget, SecretHasher hasher, HashGate gate)
{
    /// <summary>How long to wait where the server has too many secrets to verify, else null.</summary>
    public TimeSpan? Full => gate.Full;

    /// <summary>Reserves a guess, verifies, and gives the reservation back where the secret was right.</summary>
    /// <param name="kind">What is verified.</param>
    /// <param name="user">Whose it is; null where nobody has the name.</param>
    /// <param name="name">The name that was given.</param>
    /// <param name="stored">The stored hash; null where there is none, or where its owner may not sign in.</param>
    /// <param name="secret">What was typed.</param>
    /// <param name="cancel">Stops it before a guess is reserved. Afterwards it runs to its end: a right secret whose owner hung up must not count as a wrong one.</param>
    /// <remarks>The same work whatever the outcome: a reservation, one hash, no short cut.</remarks>
    public async Task<HashCheck> VerifyAsync(CredentialKind kind, Guid? user, LoginName name, string? stored, string secret, CancellationToken cancel)
    {
        var reservation = await budget.ReserveAsync(budget.KeyOf(user, name), kind, cancel);
        var check = await gate.RunAsync(() => hasher.Verify(kind, stored, secret), CancellationToken.None);
        if (reservation is null) return HashCheck.Wrong;
        if (check != HashCheck.Wrong) await budget.SucceedAsync(reservation);
        return check;
    }

    /// <summary>Hashes a new secret when a core is free.</summary>
    public Task<string> HashAsync(CredentialKind kind, string secret, CancellationToken cancel) => gate.RunAsync(() => hasher.Hash(kind, secret), cancel);
}
