using AuthServer.Protocol.Logout;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AuthServer.Pages;

/// <summary>Loads the pages by which apps sign out of the browser, then goes on (OIDC Front-Channel Logout 1.0). Nobody is signed in here any more.</summary>
public sealed class SigningOutModel(FrontChannelLogouts logouts) : PageModel
{
    /// <summary>What to load and where to go then.</summary>
    public FrontChannelLogout Logout { get; private set; } = new([], "/signed-out");

    /// <summary>Shows the page; an old or damaged link leads to where it says that one is signed out.</summary>
    public async Task<IActionResult> OnGetAsync(string? logout)
    {
        if (await logouts.OpenAsync(logout, HttpContext.RequestAborted) is not { } open) return new SeeOther("/signed-out");
        Logout = open;
        PageHeaders.AllowFrames(HttpContext, open.FrameSources);
        return Page();
    }
}
