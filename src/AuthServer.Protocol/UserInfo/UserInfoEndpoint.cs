using System.Text.Json;
using System.Text.Json.Nodes;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Keys;
using AuthServer.Protocol.Requests;
using AuthServer.Protocol.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace AuthServer.Protocol.UserInfo;

/// <summary>The userinfo endpoint (OIDC Core §5.3): GET and POST with the token in the header, POST with it in the body.</summary>
internal sealed class UserInfoEndpoint(AccessTokens tokens, ClientCatalogue clients, UserInfoClaims claims, SigningKeys keys, IOptions<ProtocolOptions> options)
{
    public async Task HandleAsync(HttpContext http)
    {
        var presented = await BearerToken.ReadAsync(http.Request, http.RequestAborted);
        if (presented is { Refused: false, Value.Length: 0 })
        {
            BearerChallenge.Ask(http);
            return;
        }
        var answer = presented.Refused ? presented.Error : await AnswerAsync(presented.Value, http.RequestAborted);
        if (answer.Refused) await BearerChallenge.WriteAsync(http, answer.Error);
        else await WriteAsync(http, answer.Value.Client, answer.Value.Claims);
    }

    private async Task<Result<(Client Client, JsonObject Claims)>> AnswerAsync(string text, CancellationToken cancel)
    {
        // A token of a client that acts for itself has no user to tell of.
        if (await tokens.FindGivenAsync(text, cancel) is not { SessionId: not null } token || await clients.FindAsync(token.ClientId, cancel) is not { } client) return OAuthError.InvalidToken();
        if (!token.Scopes.Contains(StandardScopes.OpenId)) return OAuthError.InsufficientScope();
        return await claims.OfAsync(client, token, cancel) is { } found ? (client, found) : OAuthError.InvalidToken();
    }

    private Task WriteAsync(HttpContext http, Client client, JsonObject found)
    {
        if (client.UserInfoAlgorithm is not { } algorithm) return OAuthResponse.WriteAsync(http, found, Write);
        // OIDC Core §5.3.2: signed, it says by whom and for whom.
        found.Insert(0, "iss", options.Value.Issuer);
        found.Insert(1, "aud", client.ClientId);
        return OAuthResponse.WriteJwtAsync(http, JwtWriter.Write(keys.Active(algorithm), JwtType.UserInfo, found, Write), "application/jwt");
    }

    private static void Write(Utf8JsonWriter json, JsonObject members)
    {
        foreach (var (name, value) in members)
        {
            json.WritePropertyName(name);
            value!.WriteTo(json);
        }
    }
}
