using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Requests;
using Microsoft.AspNetCore.Http;

namespace AuthServer.Protocol.Authorize;

/// <summary>A URI of a client's registration to which a browser may be sent. Only the checks of this class make one, and every redirect needs one.</summary>
public sealed class RedirectTarget
{
    private RedirectTarget(Client client, string uri) => (Client, Uri) = (client, uri);

    /// <summary>The client whose URI it is.</summary>
    public Client Client { get; }

    /// <summary>The URI, exactly as it is registered and as the request has it.</summary>
    public string Uri { get; }

    /// <summary>What the page's form may lead to (CSP <c>form-action</c>): the origin, or the scheme of an app's own.</summary>
    public string FormActionSource
    {
        get
        {
            var uri = new Uri(Uri);
            return uri.Scheme is "http" or "https" ? uri.GetLeftPart(UriPartial.Authority) : uri.Scheme + ":";
        }
    }

    /// <summary>The target of an authorization request: an enabled client, and one of its <c>redirect_uris</c>.</summary>
    /// <returns>A refusal that must be shown to the user and never sent to a URI (RFC 6749 §4.1.2.1).</returns>
    internal static async ValueTask<Result<RedirectTarget>> ResolveAsync(ClientCatalogue clients, string? clientId, string? redirectUri, CancellationToken cancel)
    {
        if (clientId is null) return OAuthError.InvalidRequest("The client_id is missing or repeated.");
        if (await clients.FindAsync(clientId, cancel) is not { } client) return OAuthError.InvalidRequest("The client is not registered here.");
        if (redirectUri is null) return OAuthError.InvalidRequest("The redirect_uri is missing or repeated.");
        return client.RedirectUris.Exists(registered => Matches(registered, redirectUri, client.Native))
            ? new RedirectTarget(client, redirectUri)
            : OAuthError.InvalidRequest("The redirect_uri is not registered for this client.");
    }

    /// <summary>The target of a logout: one of the client's <c>post_logout_redirect_uris</c>; null where it is not.</summary>
    internal static async ValueTask<RedirectTarget?> ResolveLogoutAsync(ClientCatalogue clients, string? clientId, string uri, CancellationToken cancel) =>
        await clients.FindAsync(clientId, cancel) is { } client && client.PostLogoutRedirectUris.Contains(uri) ? new RedirectTarget(client, uri) : null;

    /// <summary>Sends the browser there with members in the query. RFC 9700 §4.12: 303, which never repeats a POST with credentials.</summary>
    internal void Redirect(HttpContext http, IReadOnlyList<(string Name, string Value)> members)
    {
        OAuthResponse.NoStore(http.Response);
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = With(members);
    }

    /// <summary>The URI with members in its query.</summary>
    internal string With(IReadOnlyList<(string Name, string Value)> members) => QueryMembers.Add(Uri, members);

    // RFC 9700 §2.1: compared as strings, character by character. RFC 8252 §7.3: an app that listens on loopback cannot know its port
    // beforehand, so there, and only there, the port is free.
    private static bool Matches(string registered, string presented, bool native) =>
        registered == presented || (native && LoopbackPort.Remove(presented) is { } withoutPort && registered == withoutPort);
}
