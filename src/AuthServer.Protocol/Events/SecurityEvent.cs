namespace AuthServer.Protocol.Events;

/// <summary>Something that resource APIs must hear of (RFC 8417), written in the transaction in which it happens and sent afterwards.</summary>
public sealed class SecurityEvent
{
    /// <summary>The order in which it happened; receivers follow it.</summary>
    public long Sequence { get; init; }

    /// <summary><c>jti</c> of the event; receivers ignore one they have seen.</summary>
    public required Guid Id { get; init; }

    /// <summary>The URI of the event type.</summary>
    public required string Type { get; init; }

    /// <summary>The user; empty where a client acted for itself.</summary>
    public required string Subject { get; init; }

    /// <summary>The event's own members, a JSON object.</summary>
    public required string Payload { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
