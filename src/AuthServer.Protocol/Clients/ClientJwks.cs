using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace AuthServer.Protocol.Clients;

/// <summary>A client's JWK set (RFC 7517 §5), read strictly.</summary>
public static class ClientJwks
{
    private const int MaxKeys = 20;
    private static readonly string Unreadable = $"The key set must be a JSON object with an array keys of 1 to {MaxKeys} objects, each kid once.";
    private static readonly string[] PrivateMembers = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    /// <summary>The longest set, in characters.</summary>
    public const int MaxLength = 32 * 1024;

    /// <summary>What is wrong with a set that came within another document, or null.</summary>
    public static string? Fault(JsonObject set)
    {
        ArgumentNullException.ThrowIfNull(set);
        try
        {
            return Fault(set.ToJsonString());
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or JsonException)
        {
            // It is read as late as this: an escaped lone surrogate, which is no text.
            return Unreadable;
        }
    }

    /// <summary>What is wrong with a set, or null.</summary>
    public static string? Fault(string json)
    {
        if (Document(json) is not { Count: > 0 } set) return Unreadable;
        if (set.Any(HoldsSecret)) return "The key set must hold public keys only: make new ones, these are no secret any more.";
        return set.Any(key => ClientJwk.Read(key) is not null) ? null : "The key set has no key that is good for signatures: RSA of 2048 to 8192 bits, or EC on P-256.";
    }

    /// <summary>The keys that are good for signatures; empty where there are none, or where a private one is among them; null for what is no key set.</summary>
    public static IReadOnlyList<JsonWebKey>? Read(string json)
    {
        if (Document(json) is not { } set) return null;
        return set.Any(HoldsSecret) ? [] : [.. set.Select(ClientJwk.Read).OfType<JsonWebKey>()];
    }

    private static bool HoldsSecret(JsonElement key) => Array.Exists(PrivateMembers, member => key.TryGetProperty(member, out _));

    private static List<JsonElement>? Document(string json)
    {
        if (json.Length > MaxLength) return null;
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("keys", out var keys) || keys.ValueKind != JsonValueKind.Array) return null;
            var all = keys.EnumerateArray().Take(MaxKeys + 1).Select(k => k.Clone()).ToList();
            return all.Count <= MaxKeys && all.TrueForAll(IsText) && all.Select(k => ClientJwk.Text(k, "kid")).OfType<string>().GroupBy(id => id).All(same => same.Count() == 1) ? all : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: an escaped lone surrogate.
            return null;
        }
    }

    // Names and strings are unescaped as late as they are asked for.
    private static bool IsText(JsonElement key) =>
        key.ValueKind == JsonValueKind.Object && key.EnumerateObject().All(m => m.Name.Length >= 0 && (m.Value.ValueKind != JsonValueKind.String || m.Value.GetString() is not null));
}
