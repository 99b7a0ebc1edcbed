namespace AuthServer.Messaging.Outbox;

/// <summary>Does one kind of <see cref="OutboxItem"/>. It may run again after a kill: what it sends twice carries the same identifier; what writes deletes its row in the same transaction.</summary>
public interface IOutboxHandler
{
    /// <summary>The kind.</summary>
    string Kind { get; }

    /// <summary>How many are done at once: what waits for another server does not keep the rest waiting.</summary>
    int AtOnce => 1;

    /// <summary>Does it.</summary>
    /// <param name="id">The row, the same however often it is tried.</param>
    /// <param name="content">The JSON that was put in.</param>
    /// <param name="cancel">Stops it; it is tried again.</param>
    /// <exception cref="DeliveryException">It did not work; permanent ones are not tried again.</exception>
    Task HandleAsync(Guid id, ReadOnlyMemory<byte> content, CancellationToken cancel);
}
