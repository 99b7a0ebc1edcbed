using System.Text.Json;
using AuthServer.Validation.SecurityEvents;

namespace ResourceApi.Events;

/// <summary>Reads from a verified event what is refused from now on; event types that are not known here say nothing.</summary>
internal static class RefusalEvents
{
    private static readonly Dictionary<string, (RefusalKind Kind, string Member)> Types = new(StringComparer.Ordinal)
    {
        // OpenID CAEP 1.0 §3.1.
        ["https://schemas.openid.net/secevent/caep/event-type/session-revoked"] = (RefusalKind.Session, "session_id"),
        ["urn:authplatform:event:token-revoked"] = (RefusalKind.Token, "jti"),
        ["urn:authplatform:event:grant-revoked"] = (RefusalKind.Grant, "grant_id"),
    };

    /// <summary>The refusals, perhaps none; null when an event of a known type is not formed as it must be.</summary>
    public static IReadOnlyList<Refusal>? Read(SecurityEvent received)
    {
        var refusals = new List<Refusal>();
        foreach (var (type, payload) in received.Events)
        {
            if (!Types.TryGetValue(type, out var known))
                continue;
            if (Text(payload, known.Member) is not { } id || Moment(payload, "expires_at") is not { } expires)
                return null;
            refusals.Add(new Refusal { Kind = known.Kind, Id = id, ExpiresAt = expires });
        }
        return refusals;
    }

    private static string? Text(JsonElement payload, string name) =>
        payload.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 and <= 255 } text ? text : null;

    private static DateTimeOffset? Moment(JsonElement payload, string name) =>
        payload.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var seconds) && seconds is >= 0 and <= 253402300799
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}
