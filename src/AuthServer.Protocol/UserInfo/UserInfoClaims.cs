using System.Text.Json.Nodes;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Scopes;
using AuthServer.Protocol.Subjects;
using AuthServer.Protocol.Tokens;

namespace AuthServer.Protocol.UserInfo;

/// <summary>What userinfo tells a client (OIDC Core §5.3.2).</summary>
internal sealed class UserInfoClaims(AccessTokens tokens, ClaimRelease release, SubjectIdentifiers identifiers)
{
    /// <summary>The claims behind a live token; null where its user may not sign in any more.</summary>
    public async ValueTask<JsonObject?> OfAsync(Client client, AccessToken token, CancellationToken cancel)
    {
        var asked = GrantedClaims.Read(await tokens.ClaimsAsync(token, cancel))?.UserInfo;
        if (await release.ReadAsync(token.Subject, client, token.Scopes, asked, cancel) is not { } claims) return null;
        // sub is always there.
        claims.Insert(0, "sub", JsonValue.Create(identifiers.Of(client, token.Subject)));
        return claims;
    }
}
