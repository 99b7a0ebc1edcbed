namespace ResourceApi.Outbox;

/// <summary>Something that the authorization server has to be told, written with what it tells of and sent afterwards.</summary>
public sealed class OutboxItem
{
    /// <summary>The order in which it happened.</summary>
    public long Sequence { get; init; }

    /// <summary>What makes a repeated call harmless.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Which call it is.</summary>
    public required string Kind { get; init; }

    /// <summary>The user it is about: what is told of one user is told in order.</summary>
    public required string Subject { get; init; }

    /// <summary>The call's JSON body.</summary>
    public required string Content { get; init; }

    /// <summary>When it happened: what is known to be newer is not undone by it.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; set; }

    /// <summary>When it is tried next.</summary>
    public required DateTimeOffset DueAt { get; set; }
}
