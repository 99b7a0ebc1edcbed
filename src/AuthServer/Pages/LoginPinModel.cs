using AuthServer.Audit;
using AuthServer.Credentials;
using AuthServer.Devices;
using AuthServer.Protocol.Authorize;
using AuthServer.Protocol.Sessions;
using Microsoft.AspNetCore.Mvc;

namespace AuthServer.Pages;

/// <summary>Sign-in with a phone number and a PIN.</summary>
internal sealed class LoginPinModel(ParkedRequests parked, PinSignIn pins, DeviceGate gate, SecondFactor second, BrowserDevice browser, BrowserSessions sessions) : SignInPage(parked, sessions)
{
    /// <summary>What the user typed, or what the client hinted at.</summary>
    public string? PhoneNumber { get; private set; }

    /// <summary>Shows the form.</summary>
    public void OnGet() => PhoneNumber = Waiting?.LoginHint is { } hint && hint.StartsWith('+') ? hint : null;

    /// <summary>Signs in, or asks for a code first: a browser that the account does not know, and where two factors are wanted.</summary>
    public async Task<IActionResult> OnPostAsync([FromForm(Name = "phone_number")] string? phoneNumber, [FromForm(Name = "pin")] string? pin)
    {
        PhoneNumber = phoneNumber;
        var (device, origin, cancel) = (browser.Of(HttpContext), Origin.Of(HttpContext), HttpContext.RequestAborted);
        var outcome = await pins.VerifyAsync(phoneNumber ?? "", pin ?? "", device, origin, cancel);
        if (outcome is not SignInOutcome.Accepted accepted) return Refuse(outcome);
        if (await second.AskAsync(this, accepted.User, CredentialKind.Pin, device, origin, cancel) is { } asked) return Refuse(asked);
        var admitted = await gate.AfterPinAsync(accepted.User, device, BrowserDevice.ClientIdOf(device), origin, cancel);
        return admitted.Refused ? Refuse(admitted.Error) : await AcceptAsync(accepted.Subject, CredentialKind.Pin.Amr, admitted.Value.DeviceId);
    }
}
