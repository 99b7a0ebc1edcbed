using AuthServer.Accounts;
using AuthServer.Data;

namespace AuthServer.Events;

/// <summary>A user as APIs of the platform are told of them: by event, and by the admin API.</summary>
/// <param name="Id">The <c>sub</c>.</param>
/// <param name="Version">Rises with every change; of two states the one with the higher version holds.</param>
/// <param name="AuthorizationVersion">Access tokens with a lower <c>authz_version</c> are to be refused.</param>
/// <param name="Username">The username.</param>
/// <param name="PhoneNumber">The number in E.164, if there is one.</param>
/// <param name="IsPhoneVerified">Whether a code proved the number.</param>
/// <param name="UserType">customer, provider or admin.</param>
/// <param name="Roles">The roles.</param>
/// <param name="KycStatus">none, pending, in_progress, verified, rejected or expired.</param>
/// <param name="KycLevel">none, basic or full.</param>
/// <param name="Disabled">Whether the user may not sign in; every access token is to be refused.</param>
/// <param name="CreatedAt">When the account was made, UTC.</param>
public record UserState(
    string Id, long Version, long AuthorizationVersion, string? Username, string? PhoneNumber, bool IsPhoneVerified, string UserType, IReadOnlyList<string> Roles,
    string KycStatus, string KycLevel, bool Disabled, DateTime CreatedAt)
{
    internal static UserState Of(User user, IReadOnlyList<string> roles) => new(
        SubjectReader.Format(user.Id), user.Version, user.AuthorizationVersion, user.UserName, user.PhoneNumber, user.PhoneNumberConfirmed, user.UserType, roles,
        user.KycStatus, user.KycLevel, user.Disabled, user.CreatedAt.UtcDateTime);
}
