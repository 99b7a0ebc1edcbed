using AuthServer.Audit;
using AuthServer.Credentials;
using AuthServer.Devices;
using AuthServer.Protocol.Authorize;
using AuthServer.Protocol.Sessions;
using Microsoft.AspNetCore.Mvc;

namespace AuthServer.Pages;

/// <summary>Sign-in with a phone number and a PIN.</summary>
internal sealed class LoginPinModel(ParkedRequests parked, PinSignIn pins, DeviceGate gate, BrowserDevice browser, BrowserSessions sessions) : SignInPage(parked, sessions)
{
    /// <summary>What the user typed, or what the client hinted at.</summary>
    public string? PhoneNumber { get; private set; }

    /// <summary>Shows the form.</summary>
    public void OnGet() => PhoneNumber = Waiting?.LoginHint is { } hint && hint.StartsWith('+') ? hint : null;

    /// <summary>Signs in, or asks a browser that the account does not know for a code first.</summary>
    public async Task<IActionResult> OnPostAsync([FromForm(Name = "phone_number")] string? phoneNumber, [FromForm(Name = "pin")] string? pin)
    {
        PhoneNumber = phoneNumber;
        var (device, origin, cancel) = (browser.Of(HttpContext), Origin.Of(HttpContext), HttpContext.RequestAborted);
        var outcome = await pins.VerifyAsync(phoneNumber ?? "", pin ?? "", device, origin, cancel);
        if (outcome is not SignInOutcome.Accepted accepted) return Refuse(outcome);
        var admitted = await gate.AfterPinAsync(accepted.User, device, BrowserDevice.ClientIdOf(device), origin, cancel);
        if (!admitted.Refused) return await AcceptAsync(accepted.Subject, "pin", admitted.Value.DeviceId);
        return admitted.Error.Extras.TryGetValue(CredentialErrors.ChallengeId, out var challenge)
            ? new SeeOther(Keep("/login/code?challenge=" + Uri.EscapeDataString(challenge)))
            : Refuse(admitted.Error);
    }
}
