namespace AuthServer.Audit;

/// <summary>A row of the audit: something that happened, never changed afterwards. No secret is ever in it, nor what somebody typed as a name.</summary>
public sealed record AuditEntry
{
    /// <summary>Key of the row; of what the engine tells, the <c>jti</c> of its event.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What happened: one of <see cref="AuditEvents"/>.</summary>
    public required string Event { get; init; }

    /// <summary><c>success</c>, or the stable word for why not.</summary>
    public required string Outcome { get; init; }

    /// <summary>Who did it: a user's <c>sub</c>, or null where nobody has proved who they are.</summary>
    public string? Actor { get; init; }

    /// <summary>Whom it happened to: a user's <c>sub</c>; null where the name belongs to nobody.</summary>
    public string? Subject { get; init; }

    /// <summary>The client; null for a browser on our own pages.</summary>
    public string? ClientId { get; init; }

    /// <summary>The <c>sid</c>.</summary>
    public string? SessionId { get; init; }

    /// <summary>The network address.</summary>
    public string? Address { get; init; }

    /// <summary>The User-Agent.</summary>
    public string? UserAgent { get; init; }

    /// <summary>What else is worth knowing: a method, a reason, the row of a device.</summary>
    public string? Detail { get; init; }
}
