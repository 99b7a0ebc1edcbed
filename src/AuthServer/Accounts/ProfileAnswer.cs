using AuthServer.Data;

namespace AuthServer.Accounts;

/// <summary>A user in the answers of the REST routes.</summary>
/// <param name="Id">The <c>sub</c> of their tokens.</param>
/// <param name="Username">The username.</param>
/// <param name="Email">The e-mail address, if there is one.</param>
/// <param name="PhoneNumber">The number in E.164, if there is one.</param>
/// <param name="UserType">customer, provider or admin.</param>
/// <param name="Roles">The roles.</param>
/// <param name="IsEmailVerified">Whether a code proved the address.</param>
/// <param name="IsPhoneVerified">Whether a code proved the number.</param>
/// <param name="IsVerified">Whether the identity is verified: <paramref name="KycStatus"/> is verified.</param>
/// <param name="KycStatus">none, pending, in_progress, verified, rejected or expired.</param>
/// <param name="CreatedAt">When the account was made, UTC.</param>
public sealed record ProfileAnswer(
    string Id, string? Username, string? Email, string? PhoneNumber, string UserType, IReadOnlyList<string> Roles,
    bool IsEmailVerified, bool IsPhoneVerified, bool IsVerified, string KycStatus, DateTime CreatedAt)
{
    internal static ProfileAnswer Of(User user, IReadOnlyList<string> roles) => new(
        SubjectReader.Format(user.Id), user.UserName, user.Email, user.PhoneNumber, user.UserType, roles,
        user.EmailConfirmed, user.PhoneNumberConfirmed, user.KycStatus == "verified", user.KycStatus, user.CreatedAt.UtcDateTime);
}
