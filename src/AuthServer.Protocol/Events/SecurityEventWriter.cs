using System.Text.Json;
using AuthServer.Protocol.Sessions;

namespace AuthServer.Protocol.Events;

/// <summary>The claims of a security event token (RFC 8417 §2.2) with its subject as RFC 9493 §3.2.4 writes it.</summary>
internal static class SecurityEventWriter
{
    public static void Write(Utf8JsonWriter json, string issuer, SecurityEvent happened, string audience, long issued)
    {
        json.WriteString("iss", issuer);
        json.WriteString("aud", audience);
        json.WriteString("jti", SessionId.Format(happened.Id));
        json.WriteNumber("iat", issued);
        json.WriteStartObject("sub_id");
        json.WriteString("format", "opaque");
        json.WriteString("id", happened.Subject);
        json.WriteEndObject();
        json.WriteStartObject("events");
        json.WritePropertyName(happened.Type);
        json.WriteRawValue(happened.Payload);
        json.WriteEndObject();
    }
}
