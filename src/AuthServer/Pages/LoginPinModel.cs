using AuthServer.Credentials;
using AuthServer.Protocol.Authorize;
using AuthServer.Protocol.Sessions;
using Microsoft.AspNetCore.Mvc;

namespace AuthServer.Pages;

/// <summary>Sign-in with a phone number and a PIN.</summary>
public sealed class LoginPinModel(ParkedRequests parked, PinSignIn pins, BrowserSessions sessions) : SignInPage(parked, sessions)
{
    /// <summary>What the user typed, or what the client hinted at.</summary>
    public string? PhoneNumber { get; private set; }

    /// <summary>Shows the form.</summary>
    public void OnGet() => PhoneNumber = Waiting?.LoginHint is { } hint && hint.StartsWith('+') ? hint : null;

    /// <summary>Signs in.</summary>
    public async Task<IActionResult> OnPostAsync([FromForm(Name = "phone_number")] string? phoneNumber, [FromForm(Name = "pin")] string? pin)
    {
        PhoneNumber = phoneNumber;
        return await FinishAsync(await pins.VerifyAsync(phoneNumber ?? "", pin ?? "", HttpContext.Connection.RemoteIpAddress, HttpContext.RequestAborted), "pin");
    }
}
