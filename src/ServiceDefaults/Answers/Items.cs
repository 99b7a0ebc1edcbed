namespace ServiceDefaults.Answers;

/// <summary>A list in an envelope's <c>data</c>.</summary>
/// <param name="Values">What it lists.</param>
public sealed record Items<T>([property: System.Text.Json.Serialization.JsonPropertyName("items")] IReadOnlyList<T> Values);
