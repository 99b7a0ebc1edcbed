namespace AuthServer.Messaging.Outbox;

/// <summary>Something to do after the answer: a message to send, or an errand whose outcome the answer must not tell.</summary>
public sealed class OutboxItem
{
    /// <summary>Key of the row.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Which <see cref="IOutboxHandler"/> does it.</summary>
    public required string Kind { get; init; }

    /// <summary>Ring version ‖ sealed JSON: codes, links and addresses wait here, and whoever has the table reads none of them.</summary>
    public required byte[] Content { get; init; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; init; }

    /// <summary>When it is tried next; while it is being tried, when another node may take it over.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>When it is no longer worth doing.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
