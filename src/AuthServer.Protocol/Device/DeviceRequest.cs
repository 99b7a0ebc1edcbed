using AuthServer.Protocol.Scopes;

namespace AuthServer.Protocol.Device;

/// <summary>What a device without a browser asks for (RFC 8628), from its first request until its code is redeemed or forgotten.</summary>
public sealed class DeviceRequest
{
    /// <summary>Key of the row, and of the grant that comes of it: a device code is good once.</summary>
    public required Guid Id { get; init; }

    /// <summary>MAC of the user code, unique among those that live.</summary>
    public required byte[] UserCode { get; init; }

    /// <summary>The client.</summary>
    public required string ClientId { get; init; }

    /// <summary>What it asks for.</summary>
    public required ScopeSet Scopes { get; init; }

    /// <summary>The network address that the device asked from, for its user to compare: an IPv4 address, or the /64 of an IPv6 address.</summary>
    public string? Address { get; init; }

    /// <summary>The User-Agent that the device asked with.</summary>
    public string? UserAgent { get; init; }

    /// <summary>When it asked.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Until when its codes are good.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Seconds that the device has to wait between two polls; grows by 5 with every poll that comes too soon (§3.5).</summary>
    public int Interval { get; init; }

    /// <summary>When it polled last.</summary>
    public DateTimeOffset? PolledAt { get; init; }

    /// <summary>What the user decided.</summary>
    public DeviceDecision Decision { get; init; }

    /// <summary>The session on which the user decided.</summary>
    public Guid? SessionId { get; init; }

    /// <summary><c>auth_time</c> of the sign-in on which the user decided; null until then.</summary>
    public DateTimeOffset? AuthTime { get; init; }

    /// <summary><c>acr</c> of that sign-in.</summary>
    public string? Acr { get; init; }

    /// <summary><c>amr</c> of that sign-in, joined by spaces.</summary>
    public string? Amr { get; init; }

    /// <summary>What the user allowed.</summary>
    public ScopeSet Allowed { get; init; } = ScopeSet.Empty;
}
