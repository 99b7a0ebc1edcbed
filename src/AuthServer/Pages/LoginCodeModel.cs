using AuthServer.Audit;
using AuthServer.Devices;
using AuthServer.Protocol.Authorize;
using AuthServer.Protocol.Sessions;
using Microsoft.AspNetCore.Mvc;

namespace AuthServer.Pages;

/// <summary>Takes the code that was sent to the phone of somebody who signs in with a PIN from a new browser, or for a client that wants two factors.</summary>
internal sealed class LoginCodeModel(ParkedRequests parked, NewDeviceAnswer answers, BrowserDevice browser, BrowserSessions sessions) : SignInPage(parked, sessions)
{
    /// <summary>Which code is asked for.</summary>
    [BindProperty(Name = "challenge", SupportsGet = true)]
    public string? ChallengeId { get; set; }

    /// <summary>Signs in; the browser is known from now on.</summary>
    public async Task<IActionResult> OnPostAsync([FromForm(Name = "code")] string? code)
    {
        var passed = await answers.TryAsync(ChallengeId ?? "", code ?? "", BrowserDevice.ClientIdOf(browser.Of(HttpContext)), Origin.Of(HttpContext), HttpContext.RequestAborted);
        return passed.Refused ? Refuse(passed.Error) : await AcceptAsync(passed.Value.Subject, passed.Value.Amr, passed.Value.DeviceId);
    }
}
