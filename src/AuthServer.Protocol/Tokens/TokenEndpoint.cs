using System.Text.Json;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Grants;
using AuthServer.Protocol.Requests;
using AuthServer.Protocol.Scopes;
using Microsoft.AspNetCore.Http;

namespace AuthServer.Protocol.Tokens;

/// <summary>The token endpoint (RFC 6749 §3.2).</summary>
internal sealed class TokenEndpoint(ClientAuthenticator authenticator, IEnumerable<IGrant> grants, ScopeCatalogue scopes, TokenIssuer issuer)
{
    private readonly Dictionary<string, IGrant> _grants = grants.ToDictionary(g => g.Type);

    public async Task HandleAsync(HttpContext http)
    {
        var result = await IssueAsync(http);
        if (result.Refused) await OAuthResponse.WriteAsync(http, result.Error);
        else await OAuthResponse.WriteAsync(http, result.Value, static (json, tokens) => Write(json, tokens));
    }

    private async Task<Result<TokenResponse>> IssueAsync(HttpContext http)
    {
        var cancel = http.RequestAborted;
        var form = await RequestReader.FormAsync(http.Request, cancel);
        if (form.Refused) return form.Error;
        var client = await authenticator.AuthenticateAsync(http.Request, form.Value, cancel);
        if (client.Refused) return client.Error;
        if (!form.Value.TryGet(Names.GrantType, out var type)) return OAuthError.InvalidRequest("The grant_type is missing.");
        if (!_grants.TryGetValue(type, out var grant)) return OAuthError.UnsupportedGrantType();
        if (!client.Value.Allows(type)) return OAuthError.UnauthorizedClient("The client is not registered for this grant_type.");
        // A resource that the client can never reach is refused before anything is looked at.
        if (scopes.Refuse(form.Value.Resources, client.Value.Scopes, client.Value) is { } unreachable) return unreachable;
        var approval = await grant.ApproveAsync(new TokenRequest(client.Value, form.Value, Caller.Of(http)), cancel);
        if (approval.Refused) return approval.Error;
        if (scopes.Refuse(form.Value.Resources, approval.Value.Scopes, client.Value) is { } notGranted) return notGranted;
        return await issuer.IssueAsync(approval.Value with { Scopes = scopes.Narrow(approval.Value.Scopes, form.Value.Resources, client.Value) }, cancel);
    }

    // RFC 6749 §5.1, OIDC Core §3.1.3.3
    private static void Write(Utf8JsonWriter json, TokenResponse tokens)
    {
        json.WriteString("access_token", tokens.AccessToken);
        json.WriteString("token_type", "Bearer");
        json.WriteNumber("expires_in", tokens.ExpiresIn);
        json.WriteString("scope", tokens.Scope);
        if (tokens.RefreshToken is not null) json.WriteString("refresh_token", tokens.RefreshToken);
        if (tokens.IdToken is not null) json.WriteString("id_token", tokens.IdToken);
    }
}
