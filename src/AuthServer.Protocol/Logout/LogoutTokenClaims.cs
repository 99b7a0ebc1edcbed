using System.Text.Json;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Sessions;

namespace AuthServer.Protocol.Logout;

/// <summary>The claims of a logout token (OIDC Back-Channel Logout 1.0 §2.4); there is never a <c>nonce</c>.</summary>
internal static class LogoutTokenClaims
{
    // §2.4 recommends two minutes: every attempt makes a new token, so none has to last longer.
    private const int Seconds = 120;

    public static void Write(Utf8JsonWriter json, string issuer, Client client, string subject, LogoutDelivery delivery, long issued)
    {
        json.WriteString("iss", issuer);
        json.WriteString("sub", subject);
        json.WriteString("aud", client.ClientId);
        json.WriteNumber("iat", issued);
        json.WriteNumber("exp", issued + Seconds);
        // The same in every attempt: a client that has seen it has nothing left to do.
        json.WriteString("jti", SessionId.Format(delivery.Id));
        json.WriteString("sid", SessionId.Format(delivery.SessionId));
        json.WriteStartObject("events");
        json.WriteStartObject("http://schemas.openid.net/event/backchannel-logout");
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
