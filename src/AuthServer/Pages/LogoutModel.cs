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

    /// <summary>Shows the question, unless nobody is signed in: in another tab, they may have signed out meanwhile.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        Pending = await parked.OpenAsync(Ticket, HttpContext.RequestAborted);
        AllowFormTarget();
        if (await sessions.FindHeldAsync(HttpContext) is not null) return Page();
        await signOut.FinishAsync(HttpContext, Pending);
        return new EmptyResult();
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
