using AuthServer.Data;
using Microsoft.AspNetCore.Identity;

namespace AuthServer.Credentials;

/// <summary>Gives Identity's own flows the same hash as ours.</summary>
public sealed class IdentityPasswordHasher(SecretHasher hasher) : IPasswordHasher<User>
{
    /// <inheritdoc/>
    public string HashPassword(User user, string password) => hasher.Hash(CredentialKind.Password, password);

    /// <inheritdoc/>
    public PasswordVerificationResult VerifyHashedPassword(User user, string hashedPassword, string providedPassword) =>
        hasher.Verify(CredentialKind.Password, hashedPassword, providedPassword) switch
        {
            HashCheck.Right => PasswordVerificationResult.Success,
            HashCheck.RightButOld => PasswordVerificationResult.SuccessRehashNeeded,
            _ => PasswordVerificationResult.Failed,
        };
}
