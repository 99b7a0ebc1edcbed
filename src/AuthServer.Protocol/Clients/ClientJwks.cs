using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace AuthServer.Protocol.Clients;

/// <summary>A client's JWK set (RFC 7517 §5), read strictly.</summary>
public static class ClientJwks
{
    private const int MaxKeys = 20;
    private const int MinRsaBits = 2048;
    private static readonly string[] PrivateMembers = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    /// <summary>The longest set, in characters.</summary>
    public const int MaxLength = 32 * 1024;

    /// <summary>What is wrong with a set, or null.</summary>
    public static string? Fault(string json)
    {
        if (Document(json) is not { } set) return $"The key set must be a JSON object with an array keys of 1 to {MaxKeys} objects, each kid once.";
        if (set.Any(key => Array.Exists(PrivateMembers, member => key.TryGetProperty(member, out _)))) return "The key set must hold public keys only: make new ones, these are no secret any more.";
        return set.Any(key => Usable(key) is not null) ? null : "The key set has no key that is good for signatures: RSA of at least 2048 bits, or EC on P-256.";
    }

    /// <summary>The keys that are good for signatures; empty for a set that is at fault.</summary>
    public static IReadOnlyList<JsonWebKey> Read(string json) =>
        Fault(json) is null ? [.. Document(json)!.Select(Usable).OfType<JsonWebKey>()] : [];

    private static List<JsonElement>? Document(string json)
    {
        if (json.Length > MaxLength) return null;
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("keys", out var keys) || keys.ValueKind != JsonValueKind.Array) return null;
            var all = keys.EnumerateArray().Take(MaxKeys + 1).Select(k => k.Clone()).ToList();
            var ids = all.Where(k => k.ValueKind == JsonValueKind.Object).Select(k => Text(k, "kid")).OfType<string>().ToList();
            return all.Count is > 0 and <= MaxKeys && all.TrueForAll(k => k.ValueKind == JsonValueKind.Object) && ids.Distinct().Count() == ids.Count ? all : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: an escaped lone surrogate.
            return null;
        }
    }

    // RFC 7517 §5: keys that are not understood are passed over.
    private static JsonWebKey? Usable(JsonElement key)
    {
        if (Text(key, "use") is { } use && use != "sig") return null;
        try
        {
            var read = new JsonWebKey(key.GetRawText());
            var good = read.Kty switch
            {
                JsonWebAlgorithmsKeyTypes.RSA => read is { N: not null, E: not null } && Base64UrlEncoder.DecodeBytes(read.N).Length * 8 >= MinRsaBits && read.KeySize >= MinRsaBits,
                JsonWebAlgorithmsKeyTypes.EllipticCurve => read is { Crv: JsonWebKeyECTypes.P256, X: not null, Y: not null },
                _ => false,
            };
            return good ? read : null;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement key, string name) => key.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
