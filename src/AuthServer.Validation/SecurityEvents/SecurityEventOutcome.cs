namespace AuthServer.Validation.SecurityEvents;

/// <summary>A verified event, or the error that RFC 8935 §2.4 has for it.</summary>
public sealed record SecurityEventOutcome
{
    /// <summary>The event; null when refused.</summary>
    public SecurityEvent? Event { get; private init; }

    /// <summary>The <c>err</c>; null when accepted, and when it can't be told yet.</summary>
    public string? Error { get; private init; }

    /// <summary>The <c>description</c>.</summary>
    public string? Description { get; private init; }

    /// <summary>Set when the issuer's keys can't be read: when the sender should try again.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    internal static SecurityEventOutcome Accepted(SecurityEvent verified) => new() { Event = verified };

    internal static SecurityEventOutcome Refused(string error, string description) => new() { Error = error, Description = description };

    internal static SecurityEventOutcome Later(TimeSpan retryAfter) => new() { RetryAfter = retryAfter };
}
