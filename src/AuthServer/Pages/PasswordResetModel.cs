using AuthServer.Credentials;
using Microsoft.AspNetCore.Mvc;

namespace AuthServer.Pages;

/// <summary>The page behind the link in the message: takes the new password. Opening it uses nothing up, since programs that read mail open links too.</summary>
internal sealed class PasswordResetModel(ResetPassword reset, PasswordLinks links, AddressLimit addresses) : FormPage
{
    private const string Field = "new_password";

    /// <summary>The token of the link.</summary>
    [BindProperty(Name = "token", SupportsGet = true)]
    public string? Token { get; set; }

    /// <summary>The e-mail address that the link went to.</summary>
    public string? Address { get; private set; }

    /// <summary>Shows the form.</summary>
    public async Task<IActionResult> OnGetAsync() => await OpenAsync() ? Page() : Expired();

    /// <summary>Changes the password.</summary>
    public async Task<IActionResult> OnPostAsync([FromForm(Name = Field)] string? password)
    {
        // A link that is not ours is refused by its MAC, so this look-up is none for strangers.
        if (!await OpenAsync()) return Expired();
        if (addresses.Take(HttpContext.Connection.RemoteIpAddress) is { } wait) return Refuse(wait);
        if (await reset.ConfirmAsync(Token, password ?? "", HttpContext) is not { } problem) return new SeeOther("/password/changed");
        return problem.Errors.ContainsKey(Field) ? Refuse(problem.Detail, Field) : Expired();
    }

    private static SeeOther Expired() => new("/password/expired");

    private async Task<bool> OpenAsync() => (Address = (await links.FindAsync(Token, HttpContext.RequestAborted))?.Destination) is not null;
}
