using System.Threading.Channels;

namespace AuthServer.Messaging;

/// <summary>Takes messages off the request: sending never delays an answer nor changes it.</summary>
public sealed class Postbox(ILogger<Postbox> log)
{
    private const int Capacity = 10_000;
    private readonly Channel<object> _messages = Channel.CreateBounded<object>(new BoundedChannelOptions(Capacity) { SingleReader = true });

    /// <summary>Queues an e-mail.</summary>
    public void Enqueue(EmailMessage message) => Put(message);

    /// <summary>Queues a text message.</summary>
    public void Enqueue(SmsMessage message) => Put(message);

    internal IAsyncEnumerable<object> ReadAllAsync(CancellationToken cancel) => _messages.Reader.ReadAllAsync(cancel);

    internal void Complete() => _messages.Writer.TryComplete();

    private void Put(object message)
    {
        if (!_messages.Writer.TryWrite(message)) log.LogError("The postbox is full or closed; dropped: {Message}", message);
    }
}
