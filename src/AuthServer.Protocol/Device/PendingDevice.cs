using AuthServer.Protocol.Authorize;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Sessions;

namespace AuthServer.Protocol.Device;

/// <summary>A device that waits for its user's decision.</summary>
/// <param name="Request">What it asks for.</param>
/// <param name="Client">The client on it.</param>
/// <param name="UserCode">The code that it shows, <c>XXXX-XXXX</c>.</param>
/// <param name="TypedAt">When that was typed; a sign-in after this was made for it.</param>
public sealed record PendingDevice(DeviceRequest Request, Client Client, string UserCode, DateTimeOffset TypedAt)
{
    /// <summary>The sign-in for it asks for a second factor, of those who have one.</summary>
    public bool AsksSecondFactor => Acr.AsksSecondFactor;

    // A device names neither a max_age nor acr_values (RFC 8628 §3.1); what its client registered counts all the same.
    private AcrRequest Acr => AcrRequest.Of(acrValues: null, claim: null, Client.DefaultAcrValues);

    /// <summary>Whether the user has to sign in once more before they decide: the sign-in is older than the client's <c>default_max_age</c>, or less than its <c>default_acr_values</c> (OIDC Registration §2).</summary>
    /// <param name="session">The browser's session.</param>
    /// <param name="now">The time.</param>
    public bool NeedsSignIn(Session session, DateTimeOffset now)
    {
        // Both are voluntary: who has just signed in and reached less is not asked without end.
        if (session.AuthTime >= TypedAt) return false;
        return !Acr.IsMetBy(session.Acr) || (Client.DefaultMaxAge is { } age && (age == 0 || now - session.AuthTime > TimeSpan.FromSeconds(age)));
    }
}
