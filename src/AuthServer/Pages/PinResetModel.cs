using AuthServer.Accounts;
using AuthServer.Credentials;
using AuthServer.Messaging;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ServiceDefaults.Answers;

namespace AuthServer.Pages;

/// <summary>Takes the code that went to the phone, and the new PIN.</summary>
internal sealed class PinResetModel(ResetPin reset, PinResetTickets tickets, AddressLimit addresses, AccountOptions options) : FormPage
{
    private const string PinField = "new_pin";
    private const string CodeField = "code";

    private PhoneNumber _phone;

    /// <summary>The ticket of the number.</summary>
    [BindProperty(Name = "number", SupportsGet = true)]
    public string? NumberTicket { get; set; }

    /// <summary>The number, for its owner to know it by.</summary>
    public string Number => Masked.Of(_phone.ToString());

    /// <summary>How many digits a PIN has.</summary>
    public int PinLength => options.Pin.Length;

    /// <summary>Shows the form.</summary>
    public IActionResult OnGet() => Open() ? Page() : Expired();

    /// <summary>Changes the PIN.</summary>
    public async Task<IActionResult> OnPostAsync([FromForm(Name = CodeField)] string? code, [FromForm(Name = PinField)] string? pin)
    {
        if (!Open()) return Expired();
        if (addresses.Take(HttpContext.Connection.RemoteIpAddress) is { } wait) return Refuse(wait);
        var problem = await reset.ConfirmAsync(_phone, code?.Trim() ?? "", pin ?? "", HttpContext);
        return problem is null ? new SeeOther(Keep("/pin/changed")) : Refuse(problem);
    }

    private PageResult Refuse(Problem problem)
    {
        if (problem.RetryAfter is { } wait) return Refuse(wait);
        if (!problem.Errors.ContainsKey(PinField)) return Refuse("The code is not valid. It is good for ten minutes, five tries, and once; a newer one replaces it.", CodeField);
        return Refuse(problem.Code == WeakSecret.WeakPin ? problem.Detail : $"The new PIN must have {PinLength} digits.", PinField);
    }

    private bool Open()
    {
        if (tickets.Open(NumberTicket) is not { } phone) return false;
        _phone = phone;
        return true;
    }

    private SeeOther Expired() => new(Keep("/pin/expired"));
}
