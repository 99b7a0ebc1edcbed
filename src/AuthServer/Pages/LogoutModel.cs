using AuthServer.Protocol.Logout;
using AuthServer.Protocol.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AuthServer.Pages;

/// <summary>Asks whether to sign out.</summary>
public sealed class LogoutModel(ParkedLogouts parked, SignOut signOut, BrowserSessions sessions) : PageModel
{
    /// <summary>The logout that a client asked for; absent when the user came by themselves.</summary>
    [BindProperty(Name = "logout", SupportsGet = true)]
    public string? Ticket { get; set; }

    /// <summary>What the ticket holds.</summary>
    public PendingLogout? Pending { get; private set; }

    /// <summary>Shows the question, unless nobody is signed in.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        Pending = await parked.OpenAsync(Ticket, HttpContext.RequestAborted);
        if (await sessions.FindAsync(HttpContext) is null) return new SeeOther("/signed-out");
        AllowFormTarget();
        return Page();
    }

    /// <summary>Signs out, and goes back to the client that asked.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        Pending = await parked.OpenAsync(Ticket, HttpContext.RequestAborted);
        AllowFormTarget();
        await signOut.FinishAsync(HttpContext, Pending);
        return new EmptyResult();
    }

    private void AllowFormTarget()
    {
        if (Pending?.Target is { } target) PageHeaders.AllowFormTarget(HttpContext, target.FormActionSource);
    }
}
