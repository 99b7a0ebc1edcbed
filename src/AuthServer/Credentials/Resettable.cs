using AuthServer.Data;

namespace AuthServer.Credentials;

/// <summary>An account with the secret that is to be replaced.</summary>
/// <param name="User">Its user, not tracked.</param>
/// <param name="Stored">The hash that is there now.</param>
internal sealed record Resettable(User User, string Stored);
