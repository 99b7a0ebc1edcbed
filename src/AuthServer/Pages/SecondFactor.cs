using AuthServer.Audit;
using AuthServer.Credentials;
using AuthServer.Data;
using AuthServer.Devices;
using AuthServer.Protocol;

namespace AuthServer.Pages;

/// <summary>Asks for a second factor, a code to the phone, where the client of the waiting request or device wants two (<c>acr_values</c>, RFC 9470 §5). A known browser is asked too.</summary>
internal sealed class SecondFactor(NewDeviceChallenge challenge)
{
    /// <summary>Sends a code after a right secret.</summary>
    /// <param name="page">Where the secret was typed, with what waits there.</param>
    /// <param name="user">Whose secret was right.</param>
    /// <param name="secret">Which secret.</param>
    /// <param name="browser">Where it was typed.</param>
    /// <param name="origin">Where the request came from.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>The refusal that names the challenge, or how long to wait; null where the sign-in goes on without: nobody wants it, the user has no phone that is proved theirs, or no message may be sent now and the client can do without.</returns>
    public async Task<OAuthError?> AskAsync(RequestPage page, User user, CredentialKind secret, DeviceInfo browser, Origin origin, CancellationToken cancel)
    {
        if (!page.AsksSecondFactor || user is not { PhoneNumber: not null, PhoneNumberConfirmed: true }) return null;
        var asked = await challenge.BeginAsync(user, BrowserDevice.ClientIdOf(browser), browser, secret.Amr, origin, cancel);
        return asked.RetryAfter is not null && page.Waiting is not { NeedsSecondFactor: true } ? null : asked;
    }
}
