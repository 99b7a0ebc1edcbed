using System.Text.Json;
using AuthServer.Protocol.Events;

namespace AuthServer.Audit;

/// <summary>Makes a row of the audit of what the engine tells.</summary>
internal static class EngineAudit
{
    /// <summary>The row, or null where the event is none that is audited.</summary>
    public static AuditEntry? EntryOf(SecurityEvent happened, JsonElement payload)
    {
        var name = happened.Type switch
        {
            EventTypes.SessionEstablished => AuditEvents.SignedIn,
            EventTypes.SessionRevoked => AuditEvents.SessionEnded,
            EventTypes.GrantRevoked => AuditEvents.GrantRevoked,
            EventTypes.TokenRevoked => AuditEvents.TokenRevoked,
            _ => null,
        };
        if (name is null) return null;
        var subject = happened.Subject.Length == 0 ? null : happened.Subject;
        return new AuditEntry
        {
            Id = happened.Id,
            At = happened.CreatedAt,
            Event = name,
            Outcome = AuditLog.Success,
            Actor = name == AuditEvents.SignedIn ? subject : null,
            Subject = subject,
            ClientId = Text(payload, "client_id"),
            SessionId = Text(payload, "session_id"),
            Address = Text(payload, "address"),
            UserAgent = Text(payload, "user_agent"),
            Detail = Text(payload, name == AuditEvents.SignedIn ? "amr" : "reason"),
        };
    }

    private static string? Text(JsonElement payload, string name) => payload.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
