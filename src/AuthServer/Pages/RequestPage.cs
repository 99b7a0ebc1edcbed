using AuthServer.Protocol.Authorize;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Device;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace AuthServer.Pages;

/// <summary>A page on the way of an authorization request, or of a device's; it waits in the page's address.</summary>
public abstract class RequestPage(ParkedRequests parked) : FormPage
{
    /// <summary>The request, if there is one.</summary>
    public AuthorizeRequest? Waiting { get; private set; }

    /// <summary>The device that waits in its place, if there is one.</summary>
    public PendingDevice? WaitingDevice { get; private set; }

    /// <summary>The name of the client, or of this server where none waits.</summary>
    public string SignInTo => Asking?.Name ?? "your account";

    /// <summary>What the client says of itself; null where none waits.</summary>
    public ClientFacts? Facts => Asking is { } client ? ClientFacts.Of(client) : null;

    /// <summary>What waits asks for a second factor, of those who have one.</summary>
    public bool AsksSecondFactor => Waiting?.AsksSecondFactor ?? WaitingDevice?.AsksSecondFactor ?? false;

    private Client? Asking => Waiting?.Client ?? WaitingDevice?.Client;

    /// <summary>Opens the ticket; one that is damaged or too old becomes a friendly page.</summary>
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        Waiting = await parked.OpenAsync(HttpContext, Ticket);
        if (Waiting is null) WaitingDevice = await HttpContext.RequestServices.GetRequiredService<ParkedDevices>().OpenAsync(HttpContext, Ticket);
        if (Ticket is not null && Waiting is null && WaitingDevice is null)
        {
            context.Result = new SeeOther("/expired");
            return;
        }
        if (Waiting is not null) PageHeaders.AllowFormTarget(HttpContext, Waiting.Target.FormActionSource);
        await next();
    }

    /// <summary>Where the request goes on; home where none waits.</summary>
    public string Onward => Ticket is null ? "/" : WaitingDevice is not null ? Keep(DeviceConfirmModel.Path) : ParkedRequests.ResumeUrl(Ticket);

    /// <summary>On with the request.</summary>
    protected IActionResult Continue() => new SeeOther(Onward);
}
