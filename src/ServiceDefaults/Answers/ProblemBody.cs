using System.Text.Json.Serialization;

namespace ServiceDefaults.Answers;

/// <summary>The body of every failed REST answer: RFC 9457 problem details with the envelope's four members.</summary>
/// <param name="Type">A URN that ends in <paramref name="Code"/>.</param>
/// <param name="Title">The HTTP status in words.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">One sentence for people.</param>
/// <param name="Code">The stable snake_case word that clients branch on.</param>
/// <param name="Errors">What is wrong, by field name as sent (<c>address.city</c>, <c>skills[2]</c>); empty when no field is to blame.</param>
/// <param name="TraceId">The same value as the <c>X-Request-Id</c> header and the log lines of this request.</param>
/// <param name="Message">The same as <paramref name="Detail"/>.</param>
/// <param name="Data">Null unless the route says otherwise.</param>
/// <param name="Time">The server's time, ISO 8601 in UTC.</param>
/// <param name="StatusCode">The HTTP status, repeated.</param>
public sealed record ProblemBody(
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("title")] string Title,
    [property: JsonPropertyName("status")] int Status,
    [property: JsonPropertyName("detail")] string Detail,
    [property: JsonPropertyName("code")] string Code,
    [property: JsonPropertyName("errors")] IReadOnlyDictionary<string, string[]> Errors,
    [property: JsonPropertyName("traceId")] string TraceId,
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("data")] object? Data,
    [property: JsonPropertyName("time")] DateTime Time,
    [property: JsonPropertyName("statusCode")] int StatusCode);
