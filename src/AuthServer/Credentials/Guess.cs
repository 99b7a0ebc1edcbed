using AuthServer.Accounts;
using AuthServer.Audit;
using AuthServer.Data;
using AuthServer.Devices;

namespace AuthServer.Credentials;

/// <summary>A secret that somebody typed, and whose it is said to be.</summary>
/// <param name="Kind">What kind of secret.</param>
/// <param name="User">Whose it is; null where nobody has the name.</param>
/// <param name="Name">The name that was given.</param>
/// <param name="Stored">The stored hash; null where there is none.</param>
/// <param name="Secret">What was typed.</param>
/// <param name="Device">Where it was typed.</param>
/// <param name="Origin">Where it comes from.</param>
public sealed record Guess(CredentialKind Kind, User? User, LoginName Name, string? Stored, string Secret, DeviceInfo Device, Origin Origin)
{
    /// <summary>What failed where the guess is wrong.</summary>
    public string Event { get; init; } = AuditEvents.SignInFailed;

    // As in EmailMessage: never the secret.
    /// <inheritdoc/>
    public override string ToString() => $"guess at a {Kind.Amr}";
}
