using AuthServer.Protocol;
using AuthServer.Protocol.Authorize;
using AuthServer.Protocol.Consents;
using AuthServer.Protocol.Scopes;
using AuthServer.Protocol.Sessions;
using Microsoft.AspNetCore.Mvc;

namespace AuthServer.Pages;

/// <summary>Asks the user whether a client may have what it asks for.</summary>
public sealed class ConsentModel(ParkedRequests parked, BrowserSessions sessions, ConsentStore consents, AuthorizeResponse response, ScopeChoices scopes, AccountNames names) : RequestPage(parked)
{
    /// <summary>The signed-in user, by a name they know.</summary>
    public string Account { get; private set; } = "";

    /// <summary>The session that the page is shown for.</summary>
    public string Sid { get; private set; } = "";

    /// <summary>The scopes, in words.</summary>
    public IReadOnlyList<ScopeChoice> Choices { get; private set; } = [];

    /// <summary>Shows the form.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        // Without a request there is nothing to allow, and without a session nobody to do it.
        if (Waiting is null || await sessions.FindAsync(HttpContext) is not { } session) return Continue();
        Sid = session.Sid;
        Account = await names.OfAsync(session.Subject, HttpContext.RequestAborted);
        var earlier = await consents.FindAsync(session.Subject, Waiting.Client.ClientId, HttpContext.RequestAborted);
        Choices = scopes.Of(Waiting.ConsentScopes, earlier?.Scopes ?? ScopeSet.Empty);
        return Page();
    }

    /// <summary>Takes the answer.</summary>
    public async Task<IActionResult> OnPostAsync([FromForm(Name = "decision")] string? decision, [FromForm(Name = "allowed")] string[]? allowed, [FromForm(Name = "session")] string? shownFor)
    {
        // Somebody else has signed in since the page was shown: nobody says yes for an account that they did not see.
        if (Waiting is null || await sessions.FindAsync(HttpContext) is not { } session || session.Sid != shownFor) return Continue();
        var asked = Waiting.ConsentScopes;
        var granted = scopes.Granted(asked, allowed);
        if (decision != "allow" || granted.Count == 0)
        {
            await response.WriteAsync(HttpContext, Waiting, OAuthError.AccessDenied());
            return new EmptyResult();
        }
        await consents.AllowAsync(session.Subject, Waiting.Client.ClientId, asked, granted, HttpContext.RequestAborted);
        return Continue();
    }
}
