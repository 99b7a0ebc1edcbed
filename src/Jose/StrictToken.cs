using System.Buffers.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Jose;

/// <summary>
/// A signed JWT whose spelling has been checked and nothing else: one spelling a token, no member twice, nothing unknown that is critical.
/// </summary>
/// <param name="Raw">The compact serialization.</param>
/// <param name="Algorithm">The header's <c>alg</c>, as yet neither allowed nor refused.</param>
/// <param name="Type">The header's <c>typ</c> in lower case without <c>application/</c>; null where it has none.</param>
/// <param name="KeyId">The header's <c>kid</c>; null where it has none.</param>
/// <param name="Payload">The claims, a JSON object.</param>
public sealed record StrictToken(string Raw, string Algorithm, string? Type, string? KeyId, JsonElement Payload)
{
    /// <summary>The longest token that is looked at, in characters.</summary>
    public const int MaxLength = 8 * 1024;

    private const int MaxKeyIdLength = 128;

    private static readonly JsonDocumentOptions Json = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <summary>Reads <paramref name="raw"/>; null when it is not spelled as it must be. Never throws for its content.</summary>
    public static StrictToken? Parse(string? raw)
    {
        if (raw is null || raw.Length > MaxLength)
            return null;
        // RFC 7515 §3.1: three segments; five would be a JWE, of which none is accepted here.
        var segments = raw.Split('.', 4);
        if (segments.Length != 3 || segments.Any(segment => segment.Length == 0))
            return null;
        try
        {
            return Object(segments[0]) is { } header && Object(segments[1]) is { } payload && Decode(segments[2]) is not null
                ? Assemble(raw, header, payload)
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            // InvalidOperationException: an escaped lone surrogate.
            return null;
        }
    }

    private static StrictToken? Assemble(string raw, JsonElement header, JsonElement payload)
    {
        // RFC 7515 §4.1.11: no extension is understood here. RFC 7797: b64 is one, with or without crit.
        if (header.TryGetProperty("crit", out _) || header.TryGetProperty("b64", out _))
            return null;
        if (Text(header, "alg") is not { } algorithm || !TryText(header, "typ", out var type) || !TryText(header, "kid", out var keyId) || keyId is { Length: > MaxKeyIdLength })
            return null;
        // RFC 7515 §4.1.9: compared without case; "application/" may be left out.
        type = type?.ToLowerInvariant();
        if (type?.StartsWith("application/", StringComparison.Ordinal) is true)
            type = type["application/".Length..];
        return new(raw, algorithm, type, keyId, payload);
    }

    private static JsonElement? Object(string segment)
    {
        if (Decode(segment) is not { } bytes || !Utf8.IsValid(bytes))
            return null;
        using var document = JsonDocument.Parse(bytes, Json);
        // Only an escape can smuggle half a character in; the parser leaves it for whoever reads the text, and throws there.
        if (bytes.AsSpan().IndexOf("\\u"u8) >= 0)
            ReadTexts(document.RootElement);
        return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
    }

    private static void ReadTexts(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                value.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                    ReadTexts(item);
                break;
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                    ReadTexts(member.Value);
                break;
        }
    }

    // RFC 4648 §3.5: what encodes back to another text is a second spelling (padding, white space, left-over bits).
    private static byte[]? Decode(string segment)
    {
        var bytes = new byte[Base64Url.GetMaxDecodedLength(segment.Length)];
        if (!Base64Url.TryDecodeFromChars(segment, bytes, out var length))
            return null;
        return Base64Url.EncodeToString(bytes.AsSpan(0, length)).Equals(segment, StringComparison.Ordinal) ? bytes[..length] : null;
    }

    // Absent is one thing, a number or an empty text another.
    private static bool TryText(JsonElement header, string name, out string? text)
    {
        text = Text(header, name);
        return text is not null || !header.TryGetProperty(name, out _);
    }

    private static string? Text(JsonElement header, string name) =>
        header.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
