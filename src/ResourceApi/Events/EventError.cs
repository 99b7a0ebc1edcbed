using System.Text.Json.Serialization;

namespace ResourceApi.Events;

/// <summary>The body of a refused event (RFC 8935 §2.3).</summary>
/// <param name="Error">One of the codes of RFC 8935 §2.4.</param>
/// <param name="Description">One sentence for people.</param>
public sealed record EventError(
    [property: JsonPropertyName("err")] string Error,
    [property: JsonPropertyName("description")] string Description);
