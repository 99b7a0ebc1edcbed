using AuthServer.Protocol.Authorize.Modes;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Requests;
using AuthServer.Protocol.Scopes;
using AuthServer.Protocol.Tokens;

namespace AuthServer.Protocol.Authorize;

/// <summary>Makes authorization requests of parameters.</summary>
internal sealed class AuthorizeRequests(ClientCatalogue clients, ScopeCatalogue scopes, JwtReader reader, RequestObjects objects, IEnumerable<IResponseMode> modes)
{
    private readonly IResponseMode[] _modes = [.. modes];

    /// <summary>The response modes that are registered, the default first.</summary>
    public IEnumerable<string> Modes => _modes.Select(m => m.Name);

    /// <summary>A request as it came. Where the client signed it, what is signed counts and nothing beside it (RFC 9101 §6.3).</summary>
    public async ValueTask<Result<AuthorizeRequest>> ReadAsync(Parameters came, DateTimeOffset startedAt, CancellationToken cancel)
    {
        var opened = await objects.OpenAsync(came, cancel);
        if (!opened.Refused) return await BuildAsync(opened.Value, startedAt, cancel);
        // An object that is refused says nothing: the client hears of it where the request itself has a registered target.
        var request = await BuildAsync(came, startedAt, cancel);
        return request.Refused ? opened.Error : request.Value with { RequestObjectFault = opened.Error };
    }

    /// <summary>Resolves the redirect target; everything else in the request is still to be checked.</summary>
    public async ValueTask<Result<AuthorizeRequest>> BuildAsync(Parameters parameters, DateTimeOffset startedAt, CancellationToken cancel)
    {
        var target = await RedirectTarget.ResolveAsync(clients, parameters[Names.ClientId], parameters[Names.RedirectUri], cancel);
        if (target.Refused) return target.Error;
        var mode = Array.Find(_modes, m => m.Name == parameters["response_mode"]) ?? _modes[0];
        var request = new AuthorizeRequest(target.Value, parameters, startedAt, mode);
        return request with
        {
            HintedSubject = HintedSubject(request),
            ResourcesAreReachable = scopes.Refuse(parameters.Resources, request.Scopes ?? ScopeSet.Empty, request.Client) is null,
        };
    }

    // An expired ID token is a good hint: it says who, not that they are here.
    private string? HintedSubject(AuthorizeRequest request) =>
        request.IdTokenHint is { } hint && IdTokenHint.Read(hint, reader) is { } id && id.ClientId == request.Client.ClientId ? id.Subject : null;
}
