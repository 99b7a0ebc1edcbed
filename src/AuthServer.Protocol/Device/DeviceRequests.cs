using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Consents;
using AuthServer.Protocol.Requests;
using AuthServer.Protocol.Scopes;
using AuthServer.Protocol.Sessions;
using AuthServer.Protocol.Storage;
using Microsoft.Extensions.Options;
using Sealing;

namespace AuthServer.Protocol.Device;

/// <summary>The requests of devices (RFC 8628), as the endpoint and the host's page see them.</summary>
public sealed class DeviceRequests(ITokenStore store, KeyRing ring, IOptions<ProtocolOptions> options, TimeProvider time)
{
    /// <summary>How long both codes are good.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromMinutes(10);

    internal static TimeSpan Interval { get; } = TimeSpan.FromSeconds(5);

    /// <summary>The request that waits under a user code, however that is typed; null for unknown, expired, decided and impossible codes alike.</summary>
    public async ValueTask<DeviceRequest?> FindAsync(string? userCode, CancellationToken cancel) =>
        UserCode.Read(userCode) is { } code ? await store.FindDeviceRequestAsync(UserCode.Mac(code, ring), time.GetUtcNow(), cancel) : null;

    /// <summary>The user said yes: recorded as consent too, where users are asked what the client may have.</summary>
    /// <param name="request">What the page showed.</param>
    /// <param name="client">The client.</param>
    /// <param name="session">The session of the browser that the page was shown in; the device's tokens end with it.</param>
    /// <param name="allowed">The scopes that the user left ticked.</param>
    /// <param name="cancel">Stops it before the write.</param>
    /// <returns>False where the request has expired or was decided meanwhile.</returns>
    public Task<bool> AllowAsync(DeviceRequest request, Client client, Session session, ScopeSet allowed, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        // A consent that nothing asks for would be one that taking it back does not undo.
        var consent = client.AsksConsent ? new Consent { Subject = session.Subject, ClientId = client.ClientId, Scopes = allowed, Asked = request.Scopes, GrantedAt = now } : null;
        return store.DecideDeviceRequestAsync(new DeviceVerdict(request.Id, DeviceDecision.Allowed, session, request.Scopes.Intersect(allowed), now) { Consent = consent }, cancel);
    }

    /// <summary>The user said no.</summary>
    /// <returns>As above.</returns>
    public Task<bool> DenyAsync(DeviceRequest request, Session session, CancellationToken cancel) =>
        store.DecideDeviceRequestAsync(new DeviceVerdict(request.Id, DeviceDecision.Denied, session, ScopeSet.Empty, time.GetUtcNow()), cancel);

    /// <summary>A request that waits; null once it is decided or has expired.</summary>
    internal ValueTask<DeviceRequest?> FindAsync(Guid id, CancellationToken cancel) => store.FindDeviceRequestAsync(id, time.GetUtcNow(), cancel);

    /// <summary>Begins.</summary>
    /// <returns>The codes, or <c>slow_down</c> where too many requests of the address or the client wait already.</returns>
    internal async Task<Result<DeviceCodes>> StartAsync(Client client, ScopeSet scopes, Caller caller, CancellationToken cancel)
    {
        while (true)
        {
            var (now, code) = (time.GetUtcNow(), UserCode.New());
            var request = new DeviceRequest
            {
                Id = Guid.CreateVersion7(now),
                UserCode = UserCode.Mac(code, ring),
                ClientId = client.ClientId,
                Scopes = scopes,
                Address = caller.Network,
                UserAgent = caller.UserAgent,
                CreatedAt = now,
                ExpiresAt = now + Lifetime,
                Interval = (int)Interval.TotalSeconds,
            };
            var start = await store.AddDeviceRequestAsync(request, options.Value.DeviceRequestsPerAddress, cancel);
            if (start == DeviceStart.TooMany) return OAuthError.SlowDown(TimeSpan.FromMinutes(1));
            if (start == DeviceStart.Started) return new DeviceCodes(DeviceCode.Format(request.Id, ring), UserCode.Format(code));
        }
    }
}
