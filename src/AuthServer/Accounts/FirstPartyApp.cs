using AuthServer.Protocol;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Grants;
using AuthServer.Protocol.Requests;
using AuthServer.Protocol.Tokens;

namespace AuthServer.Accounts;

/// <summary>Puts the REST routes in front of the grants: they ask as the client of <c>Accounts:Client</c>, and the token endpoint's own machinery answers.</summary>
internal sealed class FirstPartyApp(ClientCatalogue clients, IEnumerable<IGrant> grants, TokenIssuer issuer, AccountOptions options)
{
    /// <summary>Asks a grant for tokens.</summary>
    public async Task<Result<TokenResponse>> AskAsync(string grantType, HttpContext http, IEnumerable<KeyValuePair<string, string?>> parameters)
    {
        var request = await RequestAsync(http, parameters);
        if (!request.Client.Allows(grantType)) return OAuthError.UnauthorizedClient("The client is not registered for this grant type.");
        var approval = await grants.Single(grant => grant.Type == grantType).ApproveAsync(request, http.RequestAborted);
        return approval.Refused ? approval.Error : await issuer.IssueAsync(approval.Value, http.RequestAborted);
    }

    /// <summary>The request that a grant would get.</summary>
    /// <exception cref="InvalidOperationException">The configured client does not exist, or is disabled.</exception>
    public async Task<TokenRequest> RequestAsync(HttpContext http, IEnumerable<KeyValuePair<string, string?>> parameters)
    {
        var client = await clients.FindAsync(options.Client, http.RequestAborted) ?? throw new InvalidOperationException($"Accounts:Client names no enabled client: '{options.Client}'.");
        if (!client.FirstParty) throw new InvalidOperationException($"Accounts:Client names a client of somebody else: '{options.Client}'.");
        return new TokenRequest(client, Parameters.Of(parameters), Caller.Of(http));
    }
}
