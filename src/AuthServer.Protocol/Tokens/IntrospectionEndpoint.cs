using System.Text.Json;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Grants;
using AuthServer.Protocol.Requests;
using AuthServer.Protocol.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace AuthServer.Protocol.Tokens;

/// <summary>Token introspection (RFC 7662).</summary>
internal sealed class IntrospectionEndpoint(ClientAuthenticator authenticator, AccessTokens accessTokens, RefreshTokens refreshTokens, IOptions<ProtocolOptions> options)
{
    public async Task HandleAsync(HttpContext http)
    {
        var cancel = http.RequestAborted;
        var form = await RequestReader.FormAsync(http.Request, cancel);
        if (form.Refused)
        {
            await OAuthResponse.WriteAsync(http, form.Error);
            return;
        }
        var client = await authenticator.AuthenticateAsync(http.Request, form.Value, cancel);
        // RFC 7662 §2.1: the endpoint must not be open to token scanning, so a client that proves nothing is no client here.
        if (client.Refused || client.Value.IsPublic) await OAuthResponse.WriteAsync(http, client.Error ?? OAuthError.InvalidClient());
        else if (!form.Value.TryGet(Names.Token, out var token)) await OAuthResponse.WriteAsync(http, OAuthError.InvalidRequest("The token is missing."));
        else await AnswerAsync(http, client.Value, token);
    }

    private async Task AnswerAsync(HttpContext http, Client client, string token)
    {
        // The token_type_hint is only a hint (RFC 7662 §2.1); the two kinds cannot be confused, so both are looked at.
        if (await accessTokens.FindLiveAsync(token, http.RequestAborted) is { } access && MayKnow(client, access)) await OAuthResponse.WriteAsync(http, access, Write);
        else if (await refreshTokens.FindCurrentAsync(token, client, http.RequestAborted) is { } grant) await OAuthResponse.WriteAsync(http, grant, Write);
        else await OAuthResponse.WriteAsync(http, client, static (json, _) => json.WriteBoolean("active", false));
    }

    // A client learns of tokens that were issued to it, a resource server of those that are meant for it (RFC 7662 §4).
    private static bool MayKnow(Client client, AccessToken token) => token.ClientId == client.ClientId || token.Audiences.Contains(client.ClientId);

    private void Write(Utf8JsonWriter json, AccessToken token)
    {
        json.WriteBoolean("active", true);
        json.WriteString("iss", options.Value.Issuer);
        json.WriteString("sub", token.Subject);
        json.WriteString("client_id", token.ClientId);
        json.WriteString("scope", token.Scopes.ToString());
        json.WriteString("token_type", "Bearer");
        json.WriteString("jti", token.Jti);
        json.WriteNumber("iat", token.IssuedAt.ToUnixTimeSeconds());
        json.WriteNumber("exp", token.ExpiresAt.ToUnixTimeSeconds());
        if (token.SessionId is { } session) json.WriteString("sid", SessionId.Format(session));
        json.WriteStartArray("aud");
        foreach (var audience in token.Audiences) json.WriteStringValue(audience);
        json.WriteEndArray();
    }

    private void Write(Utf8JsonWriter json, Grant grant)
    {
        json.WriteBoolean("active", true);
        json.WriteString("iss", options.Value.Issuer);
        json.WriteString("sub", grant.Subject);
        json.WriteString("client_id", grant.ClientId);
        json.WriteString("scope", grant.Scopes.ToString());
        json.WriteString("sid", SessionId.Format(grant.SessionId));
        json.WriteNumber("iat", grant.CreatedAt.ToUnixTimeSeconds());
        json.WriteNumber("exp", grant.IdleExpiresAt.ToUnixTimeSeconds());
    }
}
