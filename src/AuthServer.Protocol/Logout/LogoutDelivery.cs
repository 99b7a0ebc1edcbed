namespace AuthServer.Protocol.Logout;

/// <summary>A logout token that a client has to be sent (OIDC Back-Channel Logout 1.0), written in the transaction that ended the session.</summary>
public sealed class LogoutDelivery
{
    /// <summary>Key of the row, and the <c>jti</c> of the token.</summary>
    public required Guid Id { get; init; }

    /// <summary>The session that ended.</summary>
    public required Guid SessionId { get; init; }

    /// <summary>Its user.</summary>
    public required string Subject { get; init; }

    /// <summary>Who is told.</summary>
    public required string ClientId { get; init; }

    /// <summary>How often it was tried in vain.</summary>
    public int Attempts { get; init; }

    /// <summary>When it is tried next; who tries it moves this first, so that no other node does.</summary>
    public required DateTimeOffset NextAt { get; init; }

    /// <summary>When it is given up.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
