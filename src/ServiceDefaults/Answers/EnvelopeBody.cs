using System.Text.Json.Serialization;

namespace ServiceDefaults.Answers;

/// <summary>The body of every successful REST answer.</summary>
/// <param name="Message">One sentence for people; clients do not branch on it.</param>
/// <param name="Data">What was asked for, with snake_case members.</param>
/// <param name="Time">The server's time, ISO 8601 in UTC.</param>
/// <param name="StatusCode">The HTTP status, repeated.</param>
public sealed record EnvelopeBody<T>(
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("data")] T Data,
    [property: JsonPropertyName("time")] DateTime Time,
    [property: JsonPropertyName("statusCode")] int StatusCode);
