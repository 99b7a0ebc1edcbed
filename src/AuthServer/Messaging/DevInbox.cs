namespace AuthServer.Messaging;

/// <summary>Development's post: takes every message and shows the newest 200 at <c>/dev/inbox</c>. Codes are there and nowhere else, not even in the log.</summary>
public sealed class DevInbox(TimeProvider time) : IEmailSender, ISmsSender
{
    private const int Kept = 200;
    private readonly Lock _lock = new();
    private readonly LinkedList<InboxItem> _items = [];

    /// <summary>Newest first.</summary>
    public IReadOnlyList<InboxItem> Items
    {
        get { lock (_lock) return [.. _items]; }
    }

    /// <inheritdoc/>
    public Task SendAsync(EmailMessage message, CancellationToken cancel) => Keep(new InboxItem(message.To, "email", message.Subject, message.Text, message.Code, time.GetUtcNow().UtcDateTime));

    /// <inheritdoc/>
    public Task SendAsync(SmsMessage message, CancellationToken cancel) => Keep(new InboxItem(message.To, "sms", null, message.Body, message.Code, time.GetUtcNow().UtcDateTime));

    private Task Keep(InboxItem item)
    {
        lock (_lock)
        {
            _items.AddFirst(item);
            if (_items.Count > Kept) _items.RemoveLast();
        }
        return Task.CompletedTask;
    }
}
