using AuthServer.Protocol.Authorize;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Requests;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace AuthServer.Protocol.Logout;

/// <summary>Logouts that wait while the user is on the page that asks; they travel in its URL, encrypted.</summary>
public sealed class ParkedLogouts(IDataProtectionProvider protection, ClientCatalogue clients, IOptions<ProtocolOptions> options, TimeProvider time)
{
    private readonly Ticket<Parked> _ticket = new(protection, "logout-request");

    /// <summary>The logout in a ticket, or null where the ticket is forged or too old. One whose target has gone since has none: the user still wants to sign out.</summary>
    public async ValueTask<PendingLogout?> OpenAsync(string? ticket, CancellationToken cancel)
    {
        if (_ticket.Open(ticket) is not { } parked || time.GetUtcNow() - parked.StartedAt > options.Value.InteractionLifetime) return null;
        if (parked.Uri is null) return new PendingLogout(null, parked.State, parked.HintedSid);
        return new PendingLogout(await RedirectTarget.ResolveLogoutAsync(clients, parked.ClientId, parked.Uri, cancel), parked.State, parked.HintedSid);
    }

    internal string Park(PendingLogout logout) =>
        _ticket.Seal(new Parked(logout.Target?.Client.ClientId, logout.Target?.Uri, logout.State, logout.HintedSid, time.GetUtcNow()));

    private sealed record Parked(string? ClientId, string? Uri, string? State, string? HintedSid, DateTimeOffset StartedAt);
}
