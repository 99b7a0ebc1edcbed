using AuthServer.Protocol.Authorize;
using AuthServer.Protocol.Device;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using ServiceDefaults.Hosting;

namespace AuthServer.Pages;

/// <summary>Every error of a page, in words.</summary>
[IgnoreAntiforgeryToken]
public sealed class ErrorModel(ParkedDevices devices) : PageModel
{
    /// <summary>What happened.</summary>
    public string Headline { get; private set; } = "";

    /// <summary>What to do about it.</summary>
    public string Explanation { get; private set; } = "";

    /// <summary>The protocol's error code, for the app's developers.</summary>
    public string? Code { get; private set; }

    /// <summary>The number that also stands in the log.</summary>
    public string RequestNumber { get; private set; } = "";

    /// <summary>Where the request goes on that the failed form belonged to; null where there was none.</summary>
    public string? Continue { get; private set; }

    /// <summary>Any method: the failed request is executed again as this page.</summary>
    public Task OnGetAsync(int status) => ShowAsync(status);

    /// <inheritdoc cref="OnGetAsync"/>
    public Task OnPostAsync(int status) => ShowAsync(status);

    private async Task ShowAsync(int status)
    {
        RequestNumber = RequestId.Of(HttpContext);
        var failure = HttpContext.Features.Get<AuthorizeFailure>();
        Code = failure?.Error.Code;
        Continue = failure is null && status == StatusCodes.Status400BadRequest && Ticket() is { } ticket ? await OnwardAsync(ticket) : null;
        (Headline, Explanation) = failure is not null ? ("The app sent you here with a faulty request", failure.Error.Description) : Words(status);
    }

    private async Task<string> OnwardAsync(string ticket) => await devices.OpenAsync(HttpContext, ticket) is null
        ? ParkedRequests.ResumeUrl(ticket)
        : QueryHelpers.AddQueryString(DeviceConfirmModel.Path, "request", ticket);

    // The form is lost, the request is not: it still waits in the ticket that was posted with it.
    private string? Ticket()
    {
        var posted = Request.HasFormContentType ? Request.Form["request"] : Request.Query["request"];
        return string.IsNullOrEmpty(posted) ? null : posted.ToString();
    }

    private static (string Headline, string Explanation) Words(int status) => status switch
    {
        400 => ("This form has expired", "It was open for too long, or in a browser that refuses cookies. Nothing was lost."),
        404 => ("There is nothing here", "The address is wrong, or the page has moved."),
        429 => ("Too many tries", "Wait a minute and try again."),
        >= 500 => ("Something went wrong on our side", "Try again in a moment."),
        _ => ("This did not work", "Go back to the app and start again."),
    };
}
