using AuthServer.Accounts;
using AuthServer.Audit;
using AuthServer.Credentials;
using AuthServer.Data;
using AuthServer.Protocol.Authorize;
using AuthServer.Protocol.Sessions;
using Microsoft.AspNetCore.Mvc;

namespace AuthServer.Pages;

/// <summary>Takes the code that went to the e-mail address of a new account: who registers in a browser has no app to enter it in.</summary>
internal sealed class RegisterCodeModel(ParkedRequests parked, BrowserSessions sessions, VerifyContact contacts, EmailVerification emails, Profiles profiles) : RequestPage(parked)
{
    /// <summary>Where the page is.</summary>
    public const string Path = "/register/code";

    /// <summary>Where the code went.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Shows the form to who has something to confirm.</summary>
    public async Task<IActionResult> OnGetAsync() => await UnverifiedAsync() is null ? Continue() : Page();

    /// <summary>Takes the code, or sends another one.</summary>
    public async Task<IActionResult> OnPostAsync([FromForm(Name = "code")] string? code, [FromForm(Name = "again")] string? again, [FromServices] AddressLimit addresses)
    {
        var (origin, cancel) = (Origin.Of(HttpContext), HttpContext.RequestAborted);
        if (await UnverifiedAsync() is not { } user) return Continue();
        if (addresses.Take(HttpContext.Connection.RemoteIpAddress) is { } wait) return Refuse(wait);
        if (again is not null) return await emails.SendAsync(user, origin, cancel) is { } later ? Refuse(later) : new SeeOther(Keep(Path));
        var problem = await contacts.ProveAsync(emails, user.Id, code?.Trim() ?? "", origin, cancel);
        if (problem is null) return Continue();
        return problem.RetryAfter is { } until ? Refuse(until) : Refuse("The code is not valid. It is good for ten minutes, five tries, and once; a newer one replaces it.", "code");
    }

    private async Task<User?> UnverifiedAsync()
    {
        if (await sessions.FindAsync(HttpContext) is not { } session || !SubjectReader.TryParse(session.Subject, out var id)) return null;
        var user = profiles.Find(id);
        if (user is not { EmailConfirmed: false, Email: { } address }) return null;
        Address = address;
        return user;
    }
}
