using System.Text;
using AuthServer.Protocol.Authorize;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Requests;
using AuthServer.Protocol.Sessions;
using AuthServer.Protocol.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace AuthServer.Protocol.Logout;

/// <summary>OpenID Connect RP-Initiated Logout 1.0.</summary>
internal sealed class EndSessionEndpoint(ClientCatalogue clients, JwtReader reader, ParkedLogouts parked, SignOut signOut, BrowserSessions sessions, IOptions<ProtocolOptions> options)
{
    private const int MaxStateBytes = 512;

    /// <summary>A request from a client.</summary>
    public async Task HandleAsync(HttpContext http)
    {
        var parameters = await RequestReader.QueryOrFormAsync(http.Request, http.RequestAborted);
        var logout = parameters.Refused ? parameters.Error : await CheckAsync(parameters.Value, http.RequestAborted);
        if (logout.Refused) AuthorizeFailure.Show(http, logout.Error);
        // As in the authorization endpoint: the cookie comes with the GET that follows a POST from another site.
        else if (HttpMethods.IsPost(http.Request.Method)) SeeOther(http, Routes.EndSessionResume, logout.Value);
        else await DecideAsync(http, logout.Value);
    }

    /// <summary>A request that came as a POST.</summary>
    public async Task ResumeAsync(HttpContext http)
    {
        if (await parked.OpenAsync(http.Request.Query["logout"], http.RequestAborted) is { } logout) await DecideAsync(http, logout);
        else AuthorizeFailure.Show(http, OAuthError.InvalidRequest("The sign-out took too long or its link is damaged."));
    }

    private async Task<Result<PendingLogout>> CheckAsync(Parameters parameters, CancellationToken cancel)
    {
        if (parameters.HasRepeats) return OAuthError.InvalidRequest("A parameter is repeated.");
        if (Encoding.UTF8.GetByteCount(parameters[Names.State] ?? "") > MaxStateBytes) return OAuthError.InvalidRequest("The state is longer than 512 bytes.");
        var hint = parameters.TryGet(Names.IdTokenHint, out var token) ? IdTokenHint.Read(token, reader) : null;
        if (token is not null && hint is null) return OAuthError.InvalidRequest("The id_token_hint is not an ID token of this server.");
        var clientId = parameters[Names.ClientId] ?? hint?.ClientId;
        // §2: when both are present, the client must be the one that the ID token was issued to.
        if (hint is not null && hint.ClientId != clientId) return OAuthError.InvalidRequest("The client_id is not the one that the id_token_hint was issued to.");
        RedirectTarget? target = null;
        if (parameters.TryGet("post_logout_redirect_uri", out var uri) && (target = await RedirectTarget.ResolveLogoutAsync(clients, clientId, uri, cancel)) is null)
            return OAuthError.InvalidRequest("The post_logout_redirect_uri is not registered for this client.");
        // RFC 9700 §4.11.2, as in the authorization endpoint: who can be made up by anybody names no place without an ID token.
        if (hint is null && target?.Client.Origin == ClientOrigin.Document) target = null;
        return new PendingLogout(target, parameters[Names.State], hint?.Sid);
    }

    private async Task DecideAsync(HttpContext http, PendingLogout logout)
    {
        // The apps of a session live on where the browser was idle: it is worth a logout all the same.
        var session = await sessions.FindHeldAsync(http);
        // §2 and §6: without a hint from this very session, a link on any page could sign people out; so the user is asked.
        if (session is null || session.Sid == logout.HintedSid) await signOut.FinishAsync(http, logout);
        else SeeOther(http, options.Value.LogoutPath, logout);
    }

    private void SeeOther(HttpContext http, string path, PendingLogout logout) =>
        LocalRedirect.SeeOther(http, $"{path}?logout={Uri.EscapeDataString(parked.Park(logout))}");
}
