using System.Text.Json;
using AuthServer.Messaging.Outbox;
using AuthServer.Messaging.Templates;

namespace AuthServer.Messaging;

/// <summary>Sends the text messages of the outbox.</summary>
internal sealed class SmsHandler(ISmsSender sender, MessageTemplates templates, ILogger<SmsHandler> log) : IOutboxHandler
{
    public const string Name = "sms";

    public string Kind => Name;

    // A server takes its second for each message: one after the other would be one a second.
    public int AtOnce => 4;

    public async Task HandleAsync(Guid id, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        var pending = JsonSerializer.Deserialize<PendingMessage>(content.Span)!;
        await sender.SendAsync(new SmsMessage(pending.To, templates.Sms(pending.Found(), pending.Locale, pending.Values)) { Id = id, Code = pending.Code }, cancel);
        log.LogInformation("Sent: {Message}", pending);
    }
}
