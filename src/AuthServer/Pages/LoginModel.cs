using AuthServer.Audit;
using AuthServer.Credentials;
using AuthServer.Devices;
using AuthServer.Protocol.Authorize;
using AuthServer.Protocol.Sessions;
using Microsoft.AspNetCore.Mvc;

namespace AuthServer.Pages;

/// <summary>Sign-in with a password.</summary>
internal sealed class LoginModel(ParkedRequests parked, PasswordSignIn passwords, DeviceGate gate, SecondFactor second, BrowserDevice browser, BrowserSessions sessions) : SignInPage(parked, sessions)
{
    /// <summary>What the user typed, or what the client hinted at.</summary>
    public string? Username { get; private set; }

    /// <summary>Shows the form.</summary>
    public void OnGet() => Username = Waiting?.LoginHint;

    /// <summary>Signs in, or asks for a code first where two factors are wanted.</summary>
    public async Task<IActionResult> OnPostAsync([FromForm(Name = "username")] string? username, [FromForm(Name = "password")] string? password)
    {
        Username = username;
        var (device, origin, cancel) = (browser.Of(HttpContext), Origin.Of(HttpContext), HttpContext.RequestAborted);
        var outcome = await passwords.VerifyAsync(username ?? "", password ?? "", device, origin, cancel);
        if (outcome is not SignInOutcome.Accepted accepted) return Refuse(outcome);
        if (await second.AskAsync(this, accepted.User, CredentialKind.Password, device, origin, cancel) is { } asked) return Refuse(asked);
        return await AcceptAsync(accepted.Subject, CredentialKind.Password.Amr, await gate.AfterPasswordAsync(accepted.User, device, origin, cancel));
    }
}
