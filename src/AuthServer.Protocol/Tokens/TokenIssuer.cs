using System.Text.Json.Nodes;
using AuthServer.Protocol.Grants;
using AuthServer.Protocol.Scopes;
using Microsoft.Extensions.Options;
using Sealing;

namespace AuthServer.Protocol.Tokens;

/// <summary>Turns an approval into tokens: one durable write, then the signatures. Nothing else in the server mints.</summary>
public sealed class TokenIssuer(TokenWrites writes, TokenWriter writer, ScopeCatalogue scopes, ClaimRelease claims, KeyRing ring, IOptions<ProtocolOptions> options)
{
    /// <summary>Issues.</summary>
    /// <returns>The tokens, or <c>invalid_grant</c> where the write lost: a code or a refresh token that was used before, or a session that has ended; <c>invalid_scope</c> where a user's tokens would have no scope.</returns>
    public async Task<Result<TokenResponse>> IssueAsync(Approval approval, CancellationToken cancel)
    {
        var now = writer.Now;
        // Whatever asks for tokens, none reaches a resource that the client may not.
        if (approval.Client.Resources.Count > 0) approval = approval with { Scopes = scopes.Narrow(approval.Scopes, [], approval.Client) };
        // RFC 6749 §3.3: no scope at all is none that could be granted; a client that acts for itself may have tokens without one.
        if (approval.Grant is not null && approval.Scopes.Count == 0) return OAuthError.InvalidScope("No scope is left that the client may have.");
        // Read before the write: a fault here leaves the code or the refresh token good.
        if (approval.Grant?.Claims is { } asked) approval = approval with { IdTokenClaims = await IdTokenClaimsAsync(approval, asked, cancel) };
        if (await writes.WriteAsync(approval, now, cancel) is { } refusal) return refusal;
        var expires = AccessExpiry(approval, now);
        var accessToken = writer.AccessToken(approval, now, expires);
        var response = new TokenResponse(accessToken, expires, (int)(expires - now).TotalSeconds, approval.Scopes.ToString())
        {
            Subject = approval.Subject?.Id,
            IdToken = approval.Scopes.Contains(StandardScopes.OpenId) && approval.Grant is not null ? writer.IdToken(approval, accessToken, now) : null,
        };
        // The grant's scopes decide, not the access token's: a refresh that asks for less keeps its refresh token.
        return approval.Grant is { } grant && grant.Scopes.Contains(StandardScopes.OfflineAccess) ? WithRefreshToken(response, approval, grant, now) : response;
    }

    private async ValueTask<JsonObject?> IdTokenClaimsAsync(Approval approval, string asked, CancellationToken cancel)
    {
        if (GrantedClaims.Read(asked) is not { IdToken: { Names.Count: > 0 } names }) return null;
        var values = await claims.ReadAsync(approval.Subject!.Id, approval.Client, ScopeSet.Empty, names, cancel);
        // The scope has put them there already.
        if (approval.Scopes.Contains(StandardScopes.Roles)) values?.Remove("roles");
        return values;
    }

    // No token outlives its grant, nor thereby its session.
    private DateTimeOffset AccessExpiry(Approval approval, DateTimeOffset now)
    {
        var end = now + GrantTerms.AccessLifetime(approval.Client, options.Value);
        return approval.Grant is { } grant ? GrantTerms.Earlier(end, grant.ExpiresAt) : end;
    }

    private TokenResponse WithRefreshToken(TokenResponse response, Approval approval, Grant grant, DateTimeOffset now) => response with
    {
        RefreshToken = new RefreshToken(grant.Id, approval.Write is TokenWrite.Rotate rotate ? rotate.Generation + 1 : 0).Format(ring),
        RefreshExpiresAt = GrantTerms.Earlier(GrantTerms.IdleEnd(approval.Client, options.Value, now), grant.ExpiresAt),
    };
}
