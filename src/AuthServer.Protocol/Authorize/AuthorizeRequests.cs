using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Requests;
using AuthServer.Protocol.Tokens;

namespace AuthServer.Protocol.Authorize;

/// <summary>Makes authorization requests of parameters.</summary>
internal sealed class AuthorizeRequests(ClientCatalogue clients, JwtReader reader)
{
    /// <summary>Resolves the redirect target; everything else in the request is still to be checked.</summary>
    public async ValueTask<Result<AuthorizeRequest>> BuildAsync(Parameters parameters, DateTimeOffset startedAt, CancellationToken cancel)
    {
        var target = await RedirectTarget.ResolveAsync(clients, parameters[Names.ClientId], parameters[Names.RedirectUri], cancel);
        if (target.Refused) return target.Error;
        var request = new AuthorizeRequest(target.Value, parameters, startedAt);
        return request with { HintedSubject = HintedSubject(request) };
    }

    // An expired ID token is a good hint: it says who, not that they are here.
    private string? HintedSubject(AuthorizeRequest request) =>
        request.IdTokenHint is { } hint && IdTokenHint.Read(hint, reader) is { } id && id.ClientId == request.Client.ClientId ? id.Subject : null;
}
