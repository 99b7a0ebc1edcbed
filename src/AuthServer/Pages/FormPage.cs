using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;

namespace AuthServer.Pages;

/// <summary>A page with a form that is shown again, with the reason, where it was refused. A request that waits, of an app or of a device, travels in its address.</summary>
public abstract class FormPage : PageModel
{
    private const string FailureId = "failure";

    /// <summary>The ticket of the request that waits; absent when the page was opened by hand.</summary>
    [BindProperty(Name = "request", SupportsGet = true)]
    public string? Ticket { get; set; }

    /// <summary>Why it did not work; one sentence for everything that a stranger must not tell apart.</summary>
    public string? Failure { get; private set; }

    /// <summary>The id of the field that the failure is about; null where it is about all of them.</summary>
    public string? FaultyField { get; private set; }

    /// <summary>The address of another page, with the request that waits.</summary>
    public string Keep(string path) => Ticket is null ? path : QueryHelpers.AddQueryString(path, "request", Ticket);

    /// <summary>A field's <c>aria-invalid</c>.</summary>
    public string? InvalidOf(string field) => field == FaultyField ? "true" : null;

    /// <summary>A field's <c>aria-describedby</c>: its rule, and the failure where that is about it.</summary>
    public string? DescriptionOf(string field, string? rule = null)
    {
        var failure = Failure is not null && (FaultyField ?? field) == field ? FailureId : null;
        return failure is null ? rule : string.Join(' ', new[] { failure, rule }.Where(id => id is not null));
    }

    /// <summary>Shows the form again, with the reason.</summary>
    /// <param name="why">A sentence for people.</param>
    /// <param name="field">The id of the field that it is about.</param>
    protected PageResult Refuse(string why, string? field = null)
    {
        (Failure, FaultyField) = (why, field);
        return Page();
    }

    /// <summary>Shows the form again where there were too many tries.</summary>
    /// <param name="wait">How long until the next.</param>
    protected PageResult Refuse(TimeSpan wait)
    {
        Response.StatusCode = StatusCodes.Status429TooManyRequests;
        Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString("0", CultureInfo.InvariantCulture);
        return Refuse($"Too many tries. Wait {Words(wait)} and try again.");
    }

    private static string Words(TimeSpan wait) => wait.TotalMinutes switch
    {
        <= 1 => "a minute",
        <= 90 => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(wait.TotalMinutes)} minutes"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(wait.TotalHours)} hours"),
    };
}
