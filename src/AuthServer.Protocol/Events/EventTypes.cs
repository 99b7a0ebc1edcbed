namespace AuthServer.Protocol.Events;

/// <summary>The event types that the engine itself raises.</summary>
public static class EventTypes
{
    /// <summary>OpenID CAEP 1.0 §3.1: a session ended. <c>session_id</c>, <c>event_timestamp</c>, and <c>expires_at</c>: no token of it lives longer.</summary>
    public const string SessionRevoked = "https://schemas.openid.net/secevent/caep/event-type/session-revoked";

    /// <summary>A grant was revoked. <c>grant_id</c> (the first 16 bytes of the <c>jti</c> of its access tokens) and <c>expires_at</c>.</summary>
    public const string GrantRevoked = "urn:authplatform:event:grant-revoked";

    /// <summary>One access token was revoked. <c>jti</c> and <c>expires_at</c>.</summary>
    public const string TokenRevoked = "urn:authplatform:event:token-revoked";
}
