using AuthServer.Audit;
using AuthServer.Credentials;
using AuthServer.Data;

namespace AuthServer.Accounts;

/// <summary>Proves by a code that something of an account is its user's.</summary>
public interface IContactVerification
{
    /// <summary>What its codes are for.</summary>
    CodePurpose Purpose { get; }

    /// <summary>Sends a code; null where it was sent, else how long to wait.</summary>
    Task<TimeSpan?> SendAsync(User user, Origin origin, CancellationToken cancel);

    /// <summary>Notes that a code sent there came back; false where it is no longer the account's.</summary>
    Task<bool> ConfirmAsync(Write write, Guid user, string contact, Origin origin, CancellationToken cancel);
}
