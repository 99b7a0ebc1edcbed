using System.Text.Json;

namespace AuthServer.Protocol.Authorize;

/// <summary>What is asked of one claim (OIDC Core §5.5.1). Members that are not defined there are ignored.</summary>
/// <param name="Essential">The client cannot do without it.</param>
/// <param name="Values">The values that it should have, best first; empty for any. Good as long as the document they were read from.</param>
internal sealed record ClaimRequest(bool Essential, IReadOnlyList<JsonElement> Values)
{
    /// <summary>The values as texts; null where one is not a text.</summary>
    public IReadOnlyList<string>? Texts => Values.All(v => v.ValueKind == JsonValueKind.String) ? [.. Values.Select(v => v.GetString()!)] : null;

    /// <summary>Null where it is malformed.</summary>
    public static ClaimRequest? Parse(JsonElement claim)
    {
        if (claim.ValueKind == JsonValueKind.Null) return new(false, []);
        if (claim.ValueKind != JsonValueKind.Object) return null;
        if (claim.TryGetProperty("essential", out var essential) && essential.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) return null;
        return Wanted(claim) is { } values ? new(essential.ValueKind == JsonValueKind.True, values) : null;
    }

    private static JsonElement[]? Wanted(JsonElement claim)
    {
        var one = claim.TryGetProperty("value", out var value);
        if (!claim.TryGetProperty("values", out var values)) return one ? [value] : [];
        // One value and several of them contradict each other.
        return !one && values.ValueKind == JsonValueKind.Array && values.GetArrayLength() > 0 ? [.. values.EnumerateArray()] : null;
    }
}
