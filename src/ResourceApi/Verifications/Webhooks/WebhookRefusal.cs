namespace ResourceApi.Verifications.Webhooks;

/// <summary>The body of a refused webhook; not enveloped, for its reader is a provider's log.</summary>
/// <param name="Code">A stable word.</param>
/// <param name="Detail">One sentence for people.</param>
public sealed record WebhookRefusal(string Code, string Detail)
{
    internal static readonly WebhookRefusal UnknownProvider = new("unknown_provider", "No provider of this name has a webhook here.");

    internal static readonly WebhookRefusal TooLarge = new("payload_too_large", "An event must be at most 256 kB.");

    // One answer for every reason: a forger learns nothing of how near they were.
    internal static readonly WebhookRefusal NotAuthentic = new("invalid_signature", "The signature is missing, wrong, or too old.");

    internal static readonly WebhookRefusal NotFormed = new("invalid_event", "The event is not one JSON object with the members that its type needs.");
}
