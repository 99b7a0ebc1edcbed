using System.Text.Json;

namespace Jose;

/// <summary>Reads claims of a payload without bending their JSON types.</summary>
public static class Claims
{
    private const long LastMoment = 253402300799;

    /// <summary>A non-empty string of at most <paramref name="max"/> characters, or null.</summary>
    public static string? Text(JsonElement payload, string name, int max = 255) =>
        payload.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text && text.Length <= max ? text : null;

    /// <summary>A NumericDate (RFC 7519 §2) written as a JSON integer, or null.</summary>
    public static DateTimeOffset? Moment(JsonElement payload, string name) =>
        payload.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var seconds) && seconds is >= 0 and <= LastMoment
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    /// <summary>A JSON integer, or null.</summary>
    public static long? Whole(JsonElement payload, string name) =>
        payload.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;

    /// <summary>Whether <c>aud</c>, a string or an array of strings, holds exactly <paramref name="audience"/>.</summary>
    public static bool IsFor(JsonElement payload, string audience)
    {
        if (!payload.TryGetProperty("aud", out var value))
            return false;
        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString() == audience,
            JsonValueKind.Array => value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
                && value.EnumerateArray().Any(item => item.GetString() == audience),
            _ => false,
        };
    }

    /// <summary>Whether <paramref name="name"/> is absent or has the JSON type.</summary>
    public static bool IsAbsentOr(JsonElement payload, string name, JsonValueKind kind) =>
        !payload.TryGetProperty(name, out var value) || value.ValueKind == kind;
}
