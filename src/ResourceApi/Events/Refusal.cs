namespace ResourceApi.Events;

/// <summary>Something that makes otherwise valid tokens refused, until none of them can be alive any more.</summary>
public sealed class Refusal
{
    public required RefusalKind Kind { get; init; }

    /// <summary>The <c>sid</c>, <c>jti</c> or grant id.</summary>
    public required string Id { get; init; }

    public required DateTimeOffset ExpiresAt { get; set; }
}
