using AuthServer.Protocol.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace AuthServer.Protocol.Authorize;

/// <summary>Sends the answer of an authorization request to its target, by query or by form post.</summary>
public sealed class AuthorizeResponse(IOptions<ProtocolOptions> options)
{
    /// <summary>Sends an error (RFC 6749 §4.1.2.1).</summary>
    public Task WriteAsync(HttpContext http, AuthorizeRequest request, OAuthError error) =>
        WriteAsync(http, request, [("error", error.Code), ("error_description", error.Description)]);

    internal Task WriteAsync(HttpContext http, AuthorizeRequest request, string code) => WriteAsync(http, request, [(Names.Code, code)]);

    private async Task WriteAsync(HttpContext http, AuthorizeRequest request, List<(string Name, string Value)> members)
    {
        if (request.State is not null) members.Add((Names.State, request.State));
        // RFC 9207 §2: against mix-up of authorization servers.
        members.Add(("iss", options.Value.Issuer));
        if (request.ResponseMode == ResponseModes.FormPost) await FormPost.WriteAsync(http, request.Target, members);
        else Redirect(http, request.Target, members);
    }

    /// <summary>Sends the browser to a checked URI with members in its query. RFC 9700 §4.12: 303, which never repeats a POST with credentials.</summary>
    internal static void Redirect(HttpContext http, RedirectTarget target, IEnumerable<(string Name, string Value)> members)
    {
        var query = string.Join('&', members.Select(m => $"{m.Name}={Uri.EscapeDataString(m.Value)}"));
        var separator = target.Uri.Contains('?', StringComparison.Ordinal) ? "&" : "?";
        OAuthResponse.NoStore(http.Response);
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = query.Length == 0 ? target.Uri : target.Uri + separator + query;
    }
}
