using AuthServer.Credentials;
using Microsoft.AspNetCore.Mvc;

namespace AuthServer.Pages;

/// <summary>Asks for the code that resets a PIN.</summary>
internal sealed class PinForgotModel(ResetPin reset, PinResetTickets tickets, AddressLimit addresses) : FormPage
{
    /// <summary>What the user typed.</summary>
    public string? PhoneNumber { get; private set; }

    /// <summary>Shows the form; somebody who wants another code need not type the number again.</summary>
    /// <param name="number">The ticket of the page that takes the code.</param>
    public void OnGet(string? number) => PhoneNumber = tickets.Open(number)?.ToString();

    /// <summary>Asks; what follows is the same whoever has the number.</summary>
    public async Task<IActionResult> OnPostAsync([FromForm(Name = "phone_number")] string? phoneNumber)
    {
        PhoneNumber = phoneNumber;
        if (addresses.Take(HttpContext.Connection.RemoteIpAddress) is { } wait) return Refuse(wait);
        if (Accounts.PhoneNumber.Parse(phoneNumber?.Trim()) is not { } phone) return Refuse("This is not a phone number. Enter it with its country code, such as +12025550101.", "phone_number");
        if (await reset.RequestAsync(phone, HttpContext) is { } later) return Refuse(later);
        return new SeeOther(Keep("/pin/reset?number=" + Uri.EscapeDataString(tickets.Seal(phone))));
    }
}
