using AuthServer.Protocol.Requests;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace AuthServer.Protocol.Authorize;

/// <summary>Authorization requests that wait while the user is on a page. The request travels in the page's URL, encrypted, so nothing is stored for strangers.</summary>
public sealed class ParkedRequests
{
    private readonly Ticket<Parked> _ticket;
    private readonly AuthorizeRequests _requests;
    private readonly BrowserBinding _binding;
    private readonly IOptions<ProtocolOptions> _options;
    private readonly TimeProvider _time;

    internal ParkedRequests(IDataProtectionProvider protection, AuthorizeRequests requests, BrowserBinding binding, IOptions<ProtocolOptions> options, TimeProvider time) =>
        (_ticket, _requests, _binding, _options, _time) = (new Ticket<Parked>(protection, "authorize-request"), requests, binding, options, time);

    /// <summary>The request in a ticket, or null where the ticket is forged, too old, or its client is gone.</summary>
    /// <remarks>
    /// What the user did since the request began counts for it only in the browser that it was parked in. Elsewhere it begins anew: otherwise an app
    /// could fetch a ticket for itself and use it after the user has signed in for something else.
    /// </remarks>
    public async ValueTask<AuthorizeRequest?> OpenAsync(HttpContext http, string? ticket)
    {
        var now = _time.GetUtcNow();
        if (_ticket.Open(ticket) is not { } parked || now - parked.StartedAt > _options.Value.InteractionLifetime) return null;
        var startedAt = _binding.Holds(http, parked.Browser) ? parked.StartedAt : now;
        return (await _requests.BuildAsync(new Parameters(parked.Values, parked.Resources), startedAt, http.RequestAborted)).Value;
    }

    /// <summary>Where the browser goes when the user is done on a page.</summary>
    public static string ResumeUrl(string ticket) => $"{Routes.AuthorizeResume}?request={Uri.EscapeDataString(ticket)}";

    /// <summary>Parks a request for a page in this browser.</summary>
    internal string Park(HttpContext http, AuthorizeRequest request) => Protect(request, _binding.Ensure(http));

    /// <summary>Parks a request that came without the browser's cookies; it begins when it is opened.</summary>
    internal string Relay(AuthorizeRequest request) => Protect(request, browser: null);

    private string Protect(AuthorizeRequest request, string? browser) =>
        _ticket.Seal(new Parked(new(request.Parameters.Values), request.Parameters.Resources, request.StartedAt, browser));

    private sealed record Parked(Dictionary<string, string> Values, IReadOnlyList<string> Resources, DateTimeOffset StartedAt, string? Browser);
}
