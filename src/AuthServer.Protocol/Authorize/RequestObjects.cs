using System.Text.Json;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Requests;
using Jose;
using Microsoft.Extensions.Options;

namespace AuthServer.Protocol.Authorize;

/// <summary>Opens request objects by value: parameters that the client signed (RFC 9101, OIDC Core §6.1).</summary>
internal sealed class RequestObjects(ClientCatalogue clients, ClientKeys keys, IOptions<ProtocolOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(60);
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);
    private static readonly string?[] Types = [null, "jwt", "oauth-authz-req+jwt"];

    /// <summary>What is asked for: the parameters of the request object, or those that came where there is none.</summary>
    /// <returns>Also a refusal, which may go to a redirect URI only if that is registered and came outside of the object.</returns>
    public async ValueTask<Result<Parameters>> OpenAsync(Parameters came, CancellationToken cancel)
    {
        // Whoever looks at these next refuses them.
        if (came.HasRepeats || await clients.FindAsync(came[Names.ClientId], cancel) is not { } client) return came;
        if (came[Names.Request] is not { } request) return client.RequireSignedRequestObject ? OAuthError.InvalidRequest("The client signs its requests: send a request object.") : came;
        if (came[Names.RequestUri] is not null || StrictToken.Parse(request) is not { } token || !IsMeant(token, client) || !IsInTime(token.Payload)) return OAuthError.InvalidRequestObject();
        if (!await keys.HoldsAsync(client, token, client.RequestObjectAlgorithm, cancel)) return OAuthError.InvalidRequestObject();
        return RequestObjectMembers.Read(token.Payload) is { } signed ? signed : OAuthError.InvalidRequestObject();
    }

    private bool IsMeant(StrictToken token, Client client)
    {
        var claims = token.Payload;
        return Types.Contains(token.Type)
            && Claims.Text(claims, "iss") == client.ClientId
            && Claims.IsFor(claims, options.Value.Issuer)
            // RFC 9101 §5: the same inside and outside.
            && Claims.Text(claims, Names.ClientId) == client.ClientId
            // RFC 9101 §10.8: what could be taken for a client assertion is none of these.
            && Claims.Text(claims, "sub") != client.ClientId
            // RFC 9101 §4: no request object within a request object.
            && !claims.TryGetProperty(Names.Request, out _) && !claims.TryGetProperty(Names.RequestUri, out _);
    }

    // FAPI 2.0 Message Signing §5.3.1: an hour at most, and an nbf that is not older.
    private bool IsInTime(JsonElement claims)
    {
        var now = time.GetUtcNow();
        if (Claims.Moment(claims, "exp") is not { } end || now >= end || end > now + Longest + Skew) return false;
        if (claims.TryGetProperty("nbf", out _) && (Claims.Moment(claims, "nbf") is not { } begin || begin > now + Skew || begin < now - Longest - Skew)) return false;
        return !claims.TryGetProperty("iat", out _) || (Claims.Moment(claims, "iat") is { } issued && issued <= now + Skew);
    }
}
