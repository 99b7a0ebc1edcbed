using AuthServer.Protocol.Scopes;
using AuthServer.Protocol.Sessions;
using AuthServer.Protocol.Tokens;
using Microsoft.Extensions.Options;
using Sealing;

namespace AuthServer.Protocol.Authorize;

/// <summary>Makes authorization codes.</summary>
internal sealed class CodeIssuer(KeyRing ring, IOptions<ProtocolOptions> options, TimeProvider time)
{
    /// <summary>A code, bound to everything that the token request will be held against.</summary>
    public string Issue(AuthorizeRequest request, Session session, ScopeSet scopes) => new AuthorizationCode(Guid.CreateVersion7(), new CodeContent(
        request.Client.ClientId,
        request.Target.Uri,
        request.CodeChallenge,
        scopes.ToString(),
        request.Nonce,
        session.Id,
        session.Subject,
        session.AuthTime,
        session.Acr,
        session.Amr,
        time.GetUtcNow() + options.Value.CodeLifetime)).Seal(ring);
}
