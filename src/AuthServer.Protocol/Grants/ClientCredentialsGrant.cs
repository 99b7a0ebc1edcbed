using AuthServer.Protocol.Scopes;
using AuthServer.Protocol.Tokens;

namespace AuthServer.Protocol.Grants;

/// <summary>The grant type <c>client_credentials</c> (RFC 6749 §4.4): the client acts for itself.</summary>
internal sealed class ClientCredentialsGrant(ScopeCatalogue catalogue) : IGrant
{
    public string Type => GrantTypes.ClientCredentials;

    public Task<Result<Approval>> ApproveAsync(TokenRequest request, CancellationToken cancel) => Task.FromResult(Approve(request));

    private Result<Approval> Approve(TokenRequest request)
    {
        var client = request.Client;
        // RFC 6749 §4.4: only confidential clients.
        if (client.IsPublic) return OAuthError.UnauthorizedClient("A public client cannot act for itself.");
        if (ScopeSet.Parse(request.Parameters[Names.Scope]) is not { } asked) return OAuthError.InvalidScope("The scope is malformed.");
        var scopes = asked.Count > 0 ? asked : ScopeSet.Of(client.Scopes.Where(IsOfResource));
        // The scopes of OpenID Connect speak of a user, and there is none.
        if (!scopes.IsSubsetOf(client.Scopes) || !scopes.All(IsOfResource)) return OAuthError.InvalidScope("A scope is not registered for this client, or needs a user.");
        return new Approval(client, scopes, new TokenWrite.Nothing());
    }

    private bool IsOfResource(string scope) => catalogue.Find(scope)?.ResourceName is not null;
}
