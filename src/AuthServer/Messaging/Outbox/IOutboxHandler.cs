namespace AuthServer.Messaging.Outbox;

/// <summary>Does one kind of <see cref="OutboxItem"/>. It may run again after a kill: what it sends twice carries the same identifier, what it writes it writes once.</summary>
public interface IOutboxHandler
{
    /// <summary>The kind.</summary>
    string Kind { get; }

    /// <summary>Does it.</summary>
    /// <param name="id">The row, the same however often it is tried.</param>
    /// <param name="content">The JSON that was put in.</param>
    /// <param name="cancel">Stops it; it is tried again.</param>
    /// <exception cref="DeliveryException">It did not work; permanent ones are not tried again.</exception>
    Task HandleAsync(Guid id, ReadOnlyMemory<byte> content, CancellationToken cancel);
}
