using AuthServer.Credentials;
using AuthServer.Protocol;
using AuthServer.Protocol.Authorize;
using AuthServer.Protocol.Sessions;
using AuthServer.Protocol.Subjects;
using Microsoft.AspNetCore.Mvc;

namespace AuthServer.Pages;

/// <summary>A page on which a credential is typed.</summary>
public abstract class SignInPage(ParkedRequests parked, BrowserSessions sessions) : RequestPage(parked)
{
    private const string NoMatch = "That did not match. Check what you typed; after five wrong tries an account is locked for a while.";

    /// <summary>Signs the browser in and goes on.</summary>
    /// <param name="subject">Who has just proved who they are.</param>
    /// <param name="amr">How (RFC 8176), joined by spaces.</param>
    /// <param name="deviceId">The row of the browser in the list of devices; null where it has none.</param>
    protected async Task<IActionResult> AcceptAsync(Subject subject, string amr, Guid? deviceId) =>
        await sessions.SignInAsync(HttpContext, subject, amr, deviceId) is null ? Refuse(NoMatch) : Continue();

    /// <summary>Shows the form again, with the reason.</summary>
    protected IActionResult Refuse(SignInOutcome outcome) => outcome switch
    {
        SignInOutcome.EmailNotVerified => Refuse("Verify your e-mail address first: open the app and enter the code that we sent you."),
        SignInOutcome.Throttled throttled => Refuse(throttled.RetryAfter),
        _ => Refuse(NoMatch),
    };

    /// <summary>On to the page that takes the code where one was sent, else <inheritdoc cref="Refuse(SignInOutcome)"/></summary>
    protected IActionResult Refuse(OAuthError error)
    {
        if (error.Extras.TryGetValue(CredentialErrors.ChallengeId, out var challenge)) return new SeeOther(Keep("/login/code?challenge=" + Uri.EscapeDataString(challenge)));
        return error.RetryAfter is { } wait ? Refuse(wait) : Refuse(NoMatch);
    }
}
