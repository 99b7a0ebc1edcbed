using AuthServer.Protocol.Authorize;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Requests;
using AuthServer.Protocol.Sessions;
using AuthServer.Protocol.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace AuthServer.Protocol.Logout;

/// <summary>Logouts of browsers that concern clients with a page of their own for it; between the logout and our page they travel in its URL, encrypted.</summary>
public sealed class FrontChannelLogouts(IDataProtectionProvider protection, ITokenStore store, ClientCatalogue clients, IOptions<ProtocolOptions> options, TimeProvider time)
{
    // Somebody may reload the page, not keep it.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly Ticket<Ended> _ticket = new(protection, "front-channel-logout");

    /// <summary>What there is to load and where to go then; null where the ticket is forged or too old.</summary>
    public async ValueTask<FrontChannelLogout?> OpenAsync(string? ticket, CancellationToken cancel)
    {
        if (_ticket.Open(ticket) is not { } ended || time.GetUtcNow() - ended.At > Lifetime) return null;
        // The apps are told, also where the one that asked has gone since.
        var target = ended.Uri is null ? null : await RedirectTarget.ResolveLogoutAsync(clients, ended.ClientId, ended.Uri, cancel);
        return new FrontChannelLogout(await FramesAsync(ended.SessionId, cancel), target?.With(StateOf(ended.State)) ?? options.Value.SignedOutPath);
    }

    /// <summary>The address of the page, where a session that has just ended needs it; else null.</summary>
    internal async ValueTask<string?> PageAsync(Session session, PendingLogout? logout, CancellationToken cancel)
    {
        if ((await FramesAsync(session.Id, cancel)).Count == 0) return null;
        var ticket = _ticket.Seal(new Ended(session.Id, logout?.Target?.Client.ClientId, logout?.Target?.Uri, logout?.State, time.GetUtcNow()));
        return $"{options.Value.SigningOutPath}?logout={Uri.EscapeDataString(ticket)}";
    }

    internal static (string Name, string Value)[] StateOf(string? state) => state is null ? [] : [(Names.State, state)];

    private async ValueTask<IReadOnlyList<string>> FramesAsync(Guid sessionId, CancellationToken cancel)
    {
        var frames = new List<string>();
        foreach (var clientId in await store.ClientsOfSessionAsync(sessionId, cancel))
        {
            if (await clients.FindAsync(clientId, cancel) is not { FrontChannelLogoutUri: { } uri } client) continue;
            // §2: both or neither, so that a client knows whose session it is.
            frames.Add(client.FrontChannelLogoutSessionRequired ? QueryMembers.Add(uri, [("iss", options.Value.Issuer), ("sid", SessionId.Format(sessionId))]) : uri);
        }
        return frames;
    }

    private sealed record Ended(Guid SessionId, string? ClientId, string? Uri, string? State, DateTimeOffset At);
}
