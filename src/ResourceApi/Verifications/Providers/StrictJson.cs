using System.Text.Json;
using System.Text.Unicode;

namespace ResourceApi.Verifications.Providers;

/// <summary>Reads a webhook's body: one JSON object whose names are distinct.</summary>
internal static class StrictJson
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <summary>The object; null where the body is none.</summary>
    public static JsonElement? Object(ReadOnlySpan<byte> body)
    {
        if (!Utf8.IsValid(body))
            return null;
        try
        {
            var element = JsonElement.Parse(body, Options);
            return element.ValueKind == JsonValueKind.Object ? element : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: an escaped lone surrogate in a name.
            return null;
        }
    }

    /// <summary>A member of an object, if it is one of the kind.</summary>
    public static JsonElement? Member(this JsonElement value, string name, JsonValueKind kind) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member) && member.ValueKind == kind ? member : null;

    /// <summary>A member that is text; null where it is not, or where the text is not Unicode.</summary>
    public static string? Text(this JsonElement value, string name)
    {
        try
        {
            return value.Member(name, JsonValueKind.String)?.GetString();
        }
        catch (InvalidOperationException)
        {
            // An escaped lone surrogate.
            return null;
        }
    }
}
