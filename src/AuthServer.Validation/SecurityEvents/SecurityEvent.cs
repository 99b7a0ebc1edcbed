using System.Text.Json;

namespace AuthServer.Validation.SecurityEvents;

/// <summary>A verified security event token (RFC 8417).</summary>
/// <param name="Id">The <c>jti</c>.</param>
/// <param name="IssuedAt">The <c>iat</c>.</param>
/// <param name="Subject">The <c>id</c> of an opaque <c>sub_id</c> (RFC 9493 §3.2.4); null where there is none.</param>
/// <param name="Events">The payload of each event, by event type.</param>
public sealed record SecurityEvent(string Id, DateTimeOffset IssuedAt, string? Subject, IReadOnlyDictionary<string, JsonElement> Events);
