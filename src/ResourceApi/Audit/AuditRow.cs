namespace ResourceApi.Audit;

/// <summary>Who did what to whom; rows are only ever added.</summary>
public sealed class AuditRow
{
    /// <summary>The order in which it happened.</summary>
    public long Sequence { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>What was done, such as <c>verification.document_viewed</c>.</summary>
    public required string Event { get; init; }

    /// <summary>Who did it: a <c>sub</c>, or <c>webhook:NAME</c>, or <c>job</c>.</summary>
    public required string Actor { get; init; }

    /// <summary>The user it was done to.</summary>
    public string? Subject { get; init; }

    /// <summary>The verification, document or profile.</summary>
    public string? Target { get; init; }

    /// <summary>A word or two more; never a secret, never what somebody looked for.</summary>
    public string? Detail { get; init; }

    /// <summary>The caller's network address.</summary>
    public string? Address { get; init; }
}
