using AuthServer.Audit;
using AuthServer.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AuthServer.Pages;

/// <summary>The page behind the link in the notice of a sign-in. Opening it changes nothing, since programs that read mail open links too; its button does.</summary>
internal sealed class NotMeModel(DisownedSignIns signIns) : PageModel
{
    /// <summary>When it was, UTC.</summary>
    public DateTime Time { get; private set; }

    /// <summary>What the device was called.</summary>
    public string? Device { get; private set; }

    /// <summary>The User-Agent that it came with.</summary>
    public string? UserAgent { get; private set; }

    /// <summary>The network address that it came from.</summary>
    public string? Address { get; private set; }

    /// <summary>Whether the PIN was used, else the password.</summary>
    public bool ByPin { get; private set; }

    /// <summary>Shows the sign-in.</summary>
    public async Task<IActionResult> OnGetAsync([FromRoute(Name = "token")] string token)
    {
        if (await signIns.FindAsync(token, HttpContext.RequestAborted) is not { } signIn) return Over();
        var session = signIn.Session;
        (Time, Device, UserAgent, Address, ByPin) = (session.CreatedAt.UtcDateTime, signIn.Device, session.UserAgent, session.Address, signIn.ByPin);
        return Page();
    }

    /// <summary>Ends the sign-in.</summary>
    public async Task<IActionResult> OnPostAsync([FromRoute(Name = "token")] string token)
    {
        if (await signIns.FindAsync(token, HttpContext.RequestAborted) is not { } signIn) return Over();
        await signIns.DisownAsync(signIn, Origin.Of(HttpContext));
        return new SeeOther(signIn.ByPin ? "/not-me/ended?used=pin" : "/not-me/ended?used=password");
    }

    private static SeeOther Over() => new("/not-me");
}
