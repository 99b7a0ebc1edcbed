namespace ResourceApi.Verifications.Webhooks;

/// <summary>A provider's event that has been dealt with: what makes its repetitions harmless.</summary>
public sealed class WebhookEvent
{
    public required string Provider { get; init; }

    /// <summary>The provider's id of the event.</summary>
    public required string Id { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }
}
