using System.Text.Json.Nodes;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Requests;
using AuthServer.Protocol.Scopes;
using AuthServer.Protocol.Tokens;
using Microsoft.AspNetCore.Http;

namespace AuthServer.Protocol.UserInfo;

/// <summary>The userinfo endpoint (OIDC Core §5.3): GET and POST with the token in the header, POST with it in the body.</summary>
internal sealed class UserInfoEndpoint(AccessTokens tokens, ClientCatalogue clients, ClaimRelease release)
{
    public async Task HandleAsync(HttpContext http)
    {
        var presented = await BearerToken.ReadAsync(http.Request, http.RequestAborted);
        if (presented.Refused)
        {
            await BearerChallenge.WriteAsync(http, presented.Error);
            return;
        }
        if (presented.Value.Length == 0)
        {
            BearerChallenge.Ask(http);
            return;
        }
        var claims = await ClaimsAsync(presented.Value, http.RequestAborted);
        if (claims.Refused) await BearerChallenge.WriteAsync(http, claims.Error);
        else await OAuthResponse.WriteAsync(http, claims.Value, static (json, values) =>
        {
            foreach (var (name, value) in values)
            {
                json.WritePropertyName(name);
                value!.WriteTo(json);
            }
        });
    }

    private async Task<Result<JsonObject>> ClaimsAsync(string text, CancellationToken cancel)
    {
        // A token of a client that acts for itself has no user to tell of.
        if (await tokens.FindLiveAsync(text, cancel) is not { SessionId: not null } token) return OAuthError.InvalidToken();
        if (!token.Scopes.Contains(StandardScopes.OpenId)) return OAuthError.InsufficientScope();
        if (await clients.FindAsync(token.ClientId, cancel) is not { } client) return OAuthError.InvalidToken();
        if (await release.ReadAsync(token.Subject, client, token.Scopes, GrantedClaims.Read(token.Claims)?.UserInfo, cancel) is not { } claims) return OAuthError.InvalidToken();
        // OIDC Core §5.3.2: sub is always there.
        claims.Insert(0, "sub", JsonValue.Create(token.Subject));
        return claims;
    }
}
