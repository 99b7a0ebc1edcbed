namespace AuthServer.Protocol.Events;

/// <summary>The event types that the engine itself raises.</summary>
public static class EventTypes
{
    /// <summary>OpenID CAEP 1.0 §3.1: a session ended. <c>session_id</c>, <c>event_timestamp</c>, <c>reason</c> (<see cref="Sessions.EndReason"/>), and <c>expires_at</c>: no token of it lives longer.</summary>
    public const string SessionRevoked = "https://schemas.openid.net/secevent/caep/event-type/session-revoked";

    /// <summary>OpenID CAEP 1.0 §3.7: a user signed in. <c>session_id</c>, <c>client_id</c> (null for a browser), <c>amr</c>, <c>address</c>, <c>user_agent</c>, <c>begins</c> (false where a browser's user signed in once more). Not sent to resource APIs.</summary>
    public const string SessionEstablished = "https://schemas.openid.net/secevent/caep/event-type/session-established";

    /// <summary>A grant was revoked. <c>client_id</c>, <c>session_id</c>, <c>reason</c>, <c>grant_id</c> (the first 16 bytes of the <c>jti</c> of its access tokens) and <c>expires_at</c>.</summary>
    public const string GrantRevoked = "urn:authplatform:event:grant-revoked";

    /// <summary>One access token was revoked. <c>jti</c> and <c>expires_at</c>.</summary>
    public const string TokenRevoked = "urn:authplatform:event:token-revoked";
}
