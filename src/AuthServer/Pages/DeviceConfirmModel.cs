using AuthServer.Protocol.Authorize;
using AuthServer.Protocol.Consents;
using AuthServer.Protocol.Device;
using AuthServer.Protocol.Scopes;
using AuthServer.Protocol.Sessions;
using Microsoft.AspNetCore.Mvc;

namespace AuthServer.Pages;

/// <summary>Asks the user whether a device may have what it asks for; always, also where it was allowed before (RFC 8628 §5.4).</summary>
public sealed class DeviceConfirmModel(ParkedRequests parked, DeviceRequests requests, BrowserSessions sessions, ConsentStore consents, ScopeChoices scopes, TimeProvider time) : RequestPage(parked)
{
    /// <summary>Where the page is.</summary>
    public const string Path = "/device/confirm";

    /// <summary>The signed-in user, by a name they know.</summary>
    public string Account { get; private set; } = "";

    /// <summary>The session that the page is shown for.</summary>
    public string Sid { get; private set; } = "";

    /// <summary>The scopes, in words.</summary>
    public IReadOnlyList<ScopeChoice> Choices { get; private set; } = [];

    /// <summary>Shows the question to who is signed in.</summary>
    public async Task<IActionResult> OnGetAsync([FromServices] AccountNames names)
    {
        if (WaitingDevice is not { } device) return new SeeOther("/device");
        if (await sessions.FindAsync(HttpContext) is not { } session || device.NeedsSignIn(session, time.GetUtcNow())) return new SeeOther(Keep("/login"));
        Sid = session.Sid;
        Account = await names.OfAsync(session.Subject, HttpContext.RequestAborted);
        var earlier = await consents.FindAsync(session.Subject, device.Client.ClientId, HttpContext.RequestAborted);
        Choices = scopes.Of(device.Request.Scopes, earlier?.Scopes ?? ScopeSet.Empty);
        return Page();
    }

    /// <summary>Takes the answer.</summary>
    public async Task<IActionResult> OnPostAsync([FromForm(Name = "decision")] string? decision, [FromForm(Name = "allowed")] string[]? allowed, [FromForm(Name = "session")] string? shownFor)
    {
        if (WaitingDevice is not { } device) return new SeeOther("/device");
        // Somebody else has signed in since the page was shown: nobody says yes for an account that they did not see.
        if (await sessions.FindAsync(HttpContext) is not { } session || session.Sid != shownFor || device.NeedsSignIn(session, time.GetUtcNow())) return Continue();
        var granted = scopes.Granted(device.Request.Scopes, allowed);
        var yes = decision == "allow" && granted.Count > 0;
        var decided = yes
            ? await requests.AllowAsync(device.Request, device.Client, session, granted, HttpContext.RequestAborted)
            : await requests.DenyAsync(device.Request, session, HttpContext.RequestAborted);
        return new SeeOther(!decided ? "/expired" : yes ? "/device/connected" : "/device/denied");
    }
}
