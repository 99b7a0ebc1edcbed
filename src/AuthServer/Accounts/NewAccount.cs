using AuthServer.Credentials;
using AuthServer.Data;
using AuthServer.Devices;

namespace AuthServer.Accounts;

/// <summary>An account that is about to be made: its fields are valid, its secret is strong enough.</summary>
/// <param name="User">The user, complete but for the secret.</param>
/// <param name="Kind">What kind of secret it begins with.</param>
/// <param name="Secret">The secret.</param>
/// <param name="Device">The device that it will know.</param>
internal sealed record NewAccount(User User, CredentialKind Kind, string Secret, DeviceInfo Device)
{
    // As in EmailMessage: never the secret.
    public override string ToString() => $"new account {User.Id}";
}
