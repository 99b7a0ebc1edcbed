using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Consents;
using AuthServer.Protocol.Requests;
using AuthServer.Protocol.Scopes;
using AuthServer.Protocol.Sessions;
using AuthServer.Protocol.Subjects;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace AuthServer.Protocol.Authorize;

/// <summary>The authorization endpoint (RFC 6749 §3.1, OIDC Core §3.1.2). The steps, in their order.</summary>
internal sealed class AuthorizeEndpoint(
    ParkedRequests parked,
    AuthorizeRequests requests,
    ScopeCatalogue scopes,
    BrowserSessions sessions,
    ConsentStore consents,
    SubjectIdentifiers identifiers,
    CodeIssuer codes,
    AuthorizeResponse response,
    IOptions<ProtocolOptions> options,
    TimeProvider time)
{
    /// <summary>A request from a client.</summary>
    public async Task HandleAsync(HttpContext http)
    {
        var parameters = await RequestReader.QueryOrFormAsync(http.Request, http.RequestAborted);
        var request = parameters.Refused ? parameters.Error : await requests.ReadAsync(parameters.Value, time.GetUtcNow(), http.RequestAborted);
        if (request.Refused) AuthorizeFailure.Show(http, request.Error);
        else if (AuthorizeRules.Check(request.Value) is { } error) await RefuseAsync(http, request.Value, error);
        // A POST from another site comes without the SameSite=Lax session cookie; the GET that follows has it.
        else if (HttpMethods.IsPost(http.Request.Method)) LocalRedirect.SeeOther(http, ParkedRequests.ResumeUrl(parked.Relay(request.Value)));
        else await InteractAsync(http, request.Value);
    }

    /// <summary>A request that comes back from a page.</summary>
    public async Task ResumeAsync(HttpContext http)
    {
        var request = await parked.OpenAsync(http, http.Request.Query["request"]);
        if (request is null) AuthorizeFailure.Show(http, OAuthError.InvalidRequest("The sign-in took too long or its link is damaged. Go back to the app and start again."));
        else if (AuthorizeRules.Check(request) is { } error) await RefuseAsync(http, request, error);
        else await InteractAsync(http, request);
    }

    // RFC 9700 §4.11.2: a client that anybody can make up is not let use this server to send people where it likes, before they have done anything.
    private async Task RefuseAsync(HttpContext http, AuthorizeRequest request, OAuthError error)
    {
        if (request.Client.Origin == ClientOrigin.Document) AuthorizeFailure.Show(http, error);
        else await response.WriteAsync(http, request, error);
    }

    private async Task InteractAsync(HttpContext http, AuthorizeRequest request)
    {
        var session = await sessions.FindAsync(http);
        var consent = session is null ? null : await consents.FindAsync(session.Subject, request.Client.ClientId, http.RequestAborted);
        switch (Interaction.Next(request, session, session is null ? null : identifiers.Of(request.Client, session.Subject), consent, time.GetUtcNow()))
        {
            case InteractionStep.LogIn:
                LocalRedirect.SeeOther(http, PageUrl(http, options.Value.LoginPath, request));
                break;
            case InteractionStep.Register:
                LocalRedirect.SeeOther(http, PageUrl(http, options.Value.RegisterPath, request));
                break;
            case InteractionStep.Consent:
                LocalRedirect.SeeOther(http, PageUrl(http, options.Value.ConsentPath, request));
                break;
            case InteractionStep.Refuse refuse:
                await response.WriteAsync(http, request, refuse.Error);
                break;
            case InteractionStep.Done done:
                await response.WriteAsync(http, request, codes.Issue(request, session!, scopes.Narrow(request.Scopes!.Intersect(done.Allowed), request.Parameters.Resources, request.Client), done.Allowed));
                break;
        }
    }

    private string PageUrl(HttpContext http, string path, AuthorizeRequest request) => $"{path}?request={Uri.EscapeDataString(parked.Park(http, request))}";
}
