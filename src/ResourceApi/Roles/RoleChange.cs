namespace ResourceApi.Roles;

/// <summary>A user's change from one type to another.</summary>
public sealed class RoleChange
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The user.</summary>
    public required string Subject { get; init; }

    public required string From { get; init; }

    public required string To { get; init; }

    /// <summary>What the user said; null where somebody else made the change.</summary>
    public string? Reason { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When the authorization server had made it; null where it has not, or has refused.</summary>
    public DateTimeOffset? DoneAt { get; set; }
}
