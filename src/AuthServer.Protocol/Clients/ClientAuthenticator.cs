using AuthServer.Protocol.Clients.Authentication;
using AuthServer.Protocol.Requests;
using Microsoft.AspNetCore.Http;

namespace AuthServer.Protocol.Clients;

/// <summary>Authenticates the client of a back-channel request (RFC 6749 §2.3) in the one way that the request uses.</summary>
internal sealed class ClientAuthenticator(ClientCatalogue clients, IEnumerable<IClientAuthentication> methods)
{
    private readonly IClientAuthentication[] _methods = [.. methods];

    /// <summary>The methods that are registered.</summary>
    public IEnumerable<string> Methods => _methods.Select(m => m.Method);

    /// <summary>The client, or <c>invalid_client</c> — the same for unknown, disabled, and wrong proof.</summary>
    public async ValueTask<Result<Client>> AuthenticateAsync(HttpRequest request, Parameters parameters, CancellationToken cancel)
    {
        var tried = Array.FindAll(_methods, m => m.IsTried(request, parameters));
        // A client_id stands beside every proof: alone it is a public client's.
        if (tried.Length > 1) tried = Array.FindAll(tried, m => m.Method != AuthMethods.None);
        // RFC 6749 §2.3: the client must not use more than one authentication method in each request.
        if (tried.Length > 1) return OAuthError.InvalidRequest("The client authenticates in two ways at once.");
        if (tried is not [{ } method]) return OAuthError.InvalidClient();
        var proof = method.Read(request, parameters);
        if (proof.Refused) return proof.Error;
        var client = await clients.FindAsync(proof.Value.ClientId, cancel);
        // For an unknown client too: the answer takes the same time.
        var holds = await method.HoldsAsync(proof.Value, client, cancel);
        if (!holds || client is null || !client.AuthMethods.Contains(method.Method)) return OAuthError.InvalidClient();
        return MayCallFrom(client, request) ? client : OAuthError.InvalidRequest("The client is not registered for calls from pages of this origin.");
    }

    // Browsers put the origin of the page there; what is no browser proves nothing by it, and loses nothing.
    private static bool MayCallFrom(Client client, HttpRequest request) =>
        client.CorsOrigins.Count == 0 || request.Headers.Origin is [] || (request.Headers.Origin is [{ } origin] && client.CorsOrigins.Contains(origin));
}
