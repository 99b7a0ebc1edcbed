using AuthServer.Audit;
using AuthServer.Credentials;
using AuthServer.Protocol.Device;
using Microsoft.AspNetCore.Mvc;

namespace AuthServer.Pages;

/// <summary>Takes the code that a device shows (RFC 8628 §3.3). An address that has the code in it fills in the form and does no more.</summary>
internal sealed class DeviceModel(DeviceRequests requests, ParkedDevices parked, UserCodeLimits limits, BrowserDevice browser) : FormPage
{
    private const string Field = "user_code";
    private const int MaxShown = 32;

    /// <summary>What the user typed, or what the device put into the address.</summary>
    public string? UserCode { get; private set; }

    /// <summary>Shows the form.</summary>
    public void OnGet([FromQuery(Name = Field)] string? userCode) => UserCode = userCode is { Length: > 0 and <= MaxShown } ? userCode : null;

    /// <summary>Looks for the device, within the limit of wrong codes.</summary>
    public async Task<IActionResult> OnPostAsync([FromForm(Name = Field)] string? userCode)
    {
        UserCode = userCode;
        var (device, origin, cancel) = (browser.Of(HttpContext), Origin.Of(HttpContext), HttpContext.RequestAborted);
        if (await limits.TakeAsync(device, origin, cancel) is { } wait) return Refuse(wait);
        if (await requests.FindAsync(userCode, cancel) is not { } request) return Refuse("No device waits with this code. Look at it once more; it is good for ten minutes, and once.", Field);
        await limits.GiveBackAsync(device, origin);
        Ticket = parked.Park(HttpContext, request, userCode!);
        return new SeeOther(Keep(DeviceConfirmModel.Path));
    }
}
