using AuthServer.Credentials;
using AuthServer.Protocol.Authorize;
using AuthServer.Protocol.Sessions;
using Microsoft.AspNetCore.Mvc;

namespace AuthServer.Pages;

/// <summary>Sign-in with a password.</summary>
internal sealed class LoginModel(ParkedRequests parked, PasswordSignIn passwords, BrowserSessions sessions) : SignInPage(parked, sessions)
{
    /// <summary>What the user typed, or what the client hinted at.</summary>
    public string? Username { get; private set; }

    /// <summary>Shows the form.</summary>
    public void OnGet() => Username = Waiting?.LoginHint;

    /// <summary>Signs in.</summary>
    public async Task<IActionResult> OnPostAsync([FromForm(Name = "username")] string? username, [FromForm(Name = "password")] string? password)
    {
        Username = username;
        var outcome = await passwords.VerifyAsync(username ?? "", password ?? "", HttpContext.Connection.RemoteIpAddress, HttpContext.RequestAborted);
        return outcome is SignInOutcome.Accepted accepted ? await AcceptAsync(accepted.Subject, "pwd") : Refuse(outcome);
    }
}
