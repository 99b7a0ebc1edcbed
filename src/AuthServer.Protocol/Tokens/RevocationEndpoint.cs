using AuthServer.Protocol.Sessions;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Requests;
using AuthServer.Protocol.Storage;
using Microsoft.AspNetCore.Http;

namespace AuthServer.Protocol.Tokens;

/// <summary>Token revocation (RFC 7009).</summary>
internal sealed class RevocationEndpoint(ClientAuthenticator authenticator, AccessTokens accessTokens, RefreshTokens refreshTokens, RevocationLimit limit, ITokenStore store, TimeProvider time)
{
    public async Task HandleAsync(HttpContext http)
    {
        if (await RevokeAsync(http) is { } error) await OAuthResponse.WriteAsync(http, error);
        else OAuthResponse.NoStore(http.Response);
    }

    private async Task<OAuthError?> RevokeAsync(HttpContext http)
    {
        var cancel = http.RequestAborted;
        var form = await RequestReader.FormAsync(http.Request, cancel);
        if (form.Refused) return form.Error;
        var client = await authenticator.AuthenticateAsync(http.Request, form.Value, cancel);
        if (client.Refused) return client.Error;
        if (!form.Value.TryGet(Names.Token, out var token)) return OAuthError.InvalidRequest("The token is missing.");
        if (await refreshTokens.FindAsync(token, cancel) is { } grant)
        {
            if (grant.ClientId != client.Value.ClientId) return Foreign();
            if (limit.Take(grant.Subject) is { } tooMany) return tooMany;
            await store.RevokeGrantAsync(grant.Id, EndReason.TokenRevoked, time.GetUtcNow());
        }
        else if (accessTokens.Read(token) is { } access)
        {
            if (access.ClientId != client.Value.ClientId) return Foreign();
            var now = time.GetUtcNow();
            if (access.ExpiresAt <= now) return null;
            if (limit.Take(access.Subject) is { } tooMany) return tooMany;
            await store.RevokeAccessTokenAsync(access.Jti, access.Subject, access.ExpiresAt, now);
        }
        // RFC 7009 §2.2: a token that is invalid already is revoked enough.
        return null;
    }

    // RFC 7009 §2.1: refused, and nothing is revoked.
    private static OAuthError Foreign() => OAuthError.UnauthorizedClient("The token was issued to another client.");
}
