using AuthServer.Protocol.Consents;
using AuthServer.Protocol.Scopes;
using AuthServer.Protocol.Sessions;

namespace AuthServer.Protocol.Device;

/// <summary>What a user decided about the request of a device.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="Decision">Yes or no.</param>
/// <param name="Session">The session on which they decided, as it was then: the tokens tell of its sign-in, not of a later one.</param>
/// <param name="Allowed">The scopes that they left ticked.</param>
/// <param name="At">When.</param>
public sealed record DeviceVerdict(Guid RequestId, DeviceDecision Decision, Session Session, ScopeSet Allowed, DateTimeOffset At)
{
    /// <summary>What is recorded as consent if this decision is the one that stands; null where users are not asked.</summary>
    public Consent? Consent { get; init; }
}
