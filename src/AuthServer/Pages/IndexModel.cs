using AuthServer.Protocol.Sessions;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AuthServer.Pages;

/// <summary>The front page.</summary>
public sealed class IndexModel(BrowserSessions sessions, AccountNames names) : PageModel
{
    /// <summary>The signed-in user, by a name they know; null where nobody is.</summary>
    public string? Account { get; private set; }

    /// <summary>Shows who is signed in.</summary>
    public async Task OnGetAsync()
    {
        if (await sessions.FindAsync(HttpContext) is { } session) Account = await names.OfAsync(session.Subject, HttpContext.RequestAborted);
    }
}
