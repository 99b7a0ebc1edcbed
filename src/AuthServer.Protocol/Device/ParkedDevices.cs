using AuthServer.Protocol.Authorize;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Requests;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace AuthServer.Protocol.Device;

/// <summary>Requests of devices that wait while their user signs in and decides; they travel in the pages' URL, encrypted, and stay in the browser in which the code was typed.</summary>
public sealed class ParkedDevices
{
    private readonly Ticket<Parked> _ticket;
    private readonly DeviceRequests _requests;
    private readonly ClientCatalogue _clients;
    private readonly BrowserBinding _binding;
    private readonly TimeProvider _time;

    internal ParkedDevices(IDataProtectionProvider protection, DeviceRequests requests, ClientCatalogue clients, BrowserBinding binding, TimeProvider time) =>
        (_ticket, _requests, _clients, _binding, _time) = (new Ticket<Parked>(protection, "device-request"), requests, clients, binding, time);

    /// <summary>Parks a request in this browser.</summary>
    /// <param name="http">The browser's request.</param>
    /// <param name="request">The request of the device.</param>
    /// <param name="userCode">The code, as it was typed; it is shown once more.</param>
    public string Park(HttpContext http, DeviceRequest request, string userCode) =>
        _ticket.Seal(new Parked(request.Id, UserCode.Format(UserCode.Read(userCode)!), _binding.Ensure(http), _time.GetUtcNow()));

    /// <summary>The request in a ticket; null where the ticket is forged or of another browser, the request decided or expired, or its client gone.</summary>
    /// <remarks>Of another browser: otherwise a link could bring somebody straight to the question, about a device that is not theirs.</remarks>
    public async ValueTask<PendingDevice?> OpenAsync(HttpContext http, string? ticket)
    {
        if (_ticket.Open(ticket) is not { } parked || !_binding.Holds(http, parked.Browser)) return null;
        if (await _requests.FindAsync(parked.Id, http.RequestAborted) is not { } request) return null;
        return await _clients.FindAsync(request.ClientId, http.RequestAborted) is { } client ? new PendingDevice(request, client, parked.UserCode, parked.TypedAt) : null;
    }

    private sealed record Parked(Guid Id, string UserCode, string Browser, DateTimeOffset TypedAt);
}
