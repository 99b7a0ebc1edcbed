using AuthServer.Credentials;
using AuthServer.Protocol.Authorize;
using AuthServer.Protocol.Sessions;
using Microsoft.AspNetCore.Mvc;

namespace AuthServer.Pages;

/// <summary>A page on which a credential is typed.</summary>
public abstract class SignInPage(ParkedRequests parked, BrowserSessions sessions) : RequestPage(parked)
{
    /// <summary>Why it did not work; one sentence for everything that a stranger must not tell apart.</summary>
    public string? Failure { get; private set; }

    /// <summary>Signs the browser in and goes on, or shows the form again with the reason.</summary>
    /// <param name="outcome">What the credential came to.</param>
    /// <param name="amr">Which it was (RFC 8176).</param>
    protected async Task<IActionResult> FinishAsync(SignInOutcome outcome, string amr)
    {
        if (outcome is SignInOutcome.Accepted accepted)
        {
            await sessions.SignInAsync(HttpContext, accepted.Subject.Id, amr);
            return Continue();
        }
        Failure = outcome switch
        {
            SignInOutcome.EmailNotVerified => "Verify your e-mail address first: open the app and enter the code that we sent you.",
            SignInOutcome.Throttled => "Too many tries from your network. Wait a minute and try again.",
            _ => "That did not match an account. Check both fields; after five wrong tries an account is locked for a while.",
        };
        if (outcome is SignInOutcome.Throttled throttled)
        {
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            Response.Headers.RetryAfter = Math.Ceiling(throttled.RetryAfter.TotalSeconds).ToString("0", System.Globalization.CultureInfo.InvariantCulture);
        }
        return Page();
    }
}
