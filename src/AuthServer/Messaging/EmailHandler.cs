using System.Text.Json;
using AuthServer.Messaging.Outbox;
using AuthServer.Messaging.Templates;

namespace AuthServer.Messaging;

/// <summary>Sends the e-mails of the outbox.</summary>
internal sealed class EmailHandler(IEmailSender sender, MessageTemplates templates, ILogger<EmailHandler> log) : IOutboxHandler
{
    public const string Name = "email";

    public string Kind => Name;

    // A server takes its second for each message: one after the other would be one a second.
    public int AtOnce => 4;

    public async Task HandleAsync(Guid id, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        var pending = JsonSerializer.Deserialize<PendingMessage>(content.Span)!;
        var text = templates.Email(pending.Found(), pending.Locale, pending.Values);
        await sender.SendAsync(new EmailMessage(pending.To, text.Subject, text.Text, text.Html) { Id = id, Code = pending.Code }, cancel);
        log.LogInformation("Sent: {Message}", pending);
    }
}
