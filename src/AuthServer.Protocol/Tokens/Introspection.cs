using System.Text.Json;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Grants;
using AuthServer.Protocol.Sessions;
using AuthServer.Protocol.Subjects;
using Microsoft.Extensions.Options;

namespace AuthServer.Protocol.Tokens;

/// <summary>What a caller may know of a token (RFC 7662 §2.2).</summary>
internal sealed class Introspection(AccessTokens accessTokens, RefreshTokens refreshTokens, SubjectIdentifiers identifiers, IOptions<ProtocolOptions> options)
{
    /// <summary>Writes the members of the answer; null where the token is not active, or none of the caller's business.</summary>
    public async ValueTask<Action<Utf8JsonWriter>?> FindAsync(Client caller, string token, CancellationToken cancel)
    {
        // The token_type_hint is only a hint (RFC 7662 §2.1); the two kinds cannot be confused, so both are looked at.
        if (await accessTokens.FindLiveAsync(token, cancel) is { } access && MayKnow(caller, access)) return json => Write(json, access, SubjectFor(caller, access.ClientId, access.Subject));
        if (await refreshTokens.FindCurrentAsync(token, caller, cancel) is { } grant) return json => Write(json, grant, SubjectFor(caller, grant.ClientId, grant.Subject));
        return null;
    }

    // A client learns of tokens that were issued to it, a resource server of those that are meant for it (RFC 7662 §4).
    private static bool MayKnow(Client caller, AccessToken token) => token.ClientId == caller.ClientId || token.Audiences.Contains(caller.ClientId);

    // Whom the token speaks of: to the client as it knows them, to a resource server as all others do.
    private string SubjectFor(Client caller, string clientId, string subject) => caller.ClientId == clientId ? identifiers.Of(caller, subject) : subject;

    // RFC 7662 §2.2, RFC 9470 §6.2: what a JWT would say of the sign-in, its roles and their version, an API has to learn of an opaque token too.
    private static void Write(Utf8JsonWriter json, AccessToken token, string subject)
    {
        json.WriteBoolean("active", true);
        json.WriteString("token_type", "Bearer");
        using var payload = JsonDocument.Parse(token.Payload);
        foreach (var claim in payload.RootElement.EnumerateObject())
        {
            if (claim.NameEquals("sub")) json.WriteString("sub", subject);
            else if (claim.NameEquals("aud")) WriteAudiences(json, token);
            else claim.WriteTo(json);
        }
    }

    private static void WriteAudiences(Utf8JsonWriter json, AccessToken token)
    {
        json.WriteStartArray("aud");
        foreach (var audience in token.Audiences) json.WriteStringValue(audience);
        json.WriteEndArray();
    }

    private void Write(Utf8JsonWriter json, Grant grant, string subject)
    {
        json.WriteBoolean("active", true);
        json.WriteString("iss", options.Value.Issuer);
        json.WriteString("sub", subject);
        json.WriteString("client_id", grant.ClientId);
        json.WriteString("scope", grant.Scopes.ToString());
        json.WriteString("sid", SessionId.Format(grant.SessionId));
        json.WriteNumber("iat", grant.CreatedAt.ToUnixTimeSeconds());
        json.WriteNumber("exp", grant.State!.IdleExpiresAt.ToUnixTimeSeconds());
    }
}
