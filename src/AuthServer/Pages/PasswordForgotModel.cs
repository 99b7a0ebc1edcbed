using AuthServer.Accounts;
using AuthServer.Credentials;
using Microsoft.AspNetCore.Mvc;

namespace AuthServer.Pages;

/// <summary>Asks for the link that resets a password.</summary>
internal sealed class PasswordForgotModel(ResetPassword reset, AddressLimit addresses) : FormPage
{
    /// <summary>What the user typed.</summary>
    public string? Email { get; private set; }

    /// <summary>Asks; what follows is the same whoever has the address.</summary>
    public async Task<IActionResult> OnPostAsync([FromForm(Name = "email")] string? email)
    {
        Email = email;
        if (addresses.Take(HttpContext.Connection.RemoteIpAddress) is { } wait) return Refuse(wait);
        if (EmailAddress.Normalize(email?.Trim()) is not { } address) return Refuse("This is not an e-mail address. Enter one such as name@example.com.", "email");
        if (await reset.RequestAsync(address, HttpContext) is { } later) return Refuse(later);
        return new SeeOther(Keep("/password/sent"));
    }
}
