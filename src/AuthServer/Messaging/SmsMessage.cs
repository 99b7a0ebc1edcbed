namespace AuthServer.Messaging;

/// <summary>A text message.</summary>
/// <param name="To">The number in E.164.</param>
/// <param name="Body">The text.</param>
public sealed record SmsMessage(string To, string Body)
{
    /// <summary>Names the message to the gateway, so that a repeated sending can be recognised.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The one-time code in the body, for the inbox of Development; null where there is none.</summary>
    public string? Code { get; init; }

    // As in EmailMessage: never the body.
    /// <inheritdoc/>
    public override string ToString() => $"SMS to {Masked.Of(To)}";
}
