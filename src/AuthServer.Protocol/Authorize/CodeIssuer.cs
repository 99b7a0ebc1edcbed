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
    /// <param name="request">The request.</param>
    /// <param name="session">The session that it is answered on.</param>
    /// <param name="scopes">The scopes of its tokens.</param>
    /// <param name="allowed">The scopes within which claims were allowed that the request asks for one by one.</param>
    public string Issue(AuthorizeRequest request, Session session, ScopeSet scopes, ScopeSet allowed) => new AuthorizationCode(Guid.CreateVersion7(), new CodeContent(
        request.Client.ClientId,
        request.Target.Uri,
        request.CodeChallenge,
        scopes.ToString(),
        request.Nonce,
        session.Id,
        session.Subject,
        session.AuthTime,
        request.Acr.Told(session.Acr),
        session.Amr,
        time.GetUtcNow() + options.Value.CodeLifetime)
    {
        Claims = request.Claims!.Within(allowed),
    }).Seal(ring);
}
