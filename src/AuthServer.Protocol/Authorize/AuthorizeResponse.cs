using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace AuthServer.Protocol.Authorize;

/// <summary>Sends the answer of an authorization request to its target, in the mode that it asks for.</summary>
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
        await request.Mode.WriteAsync(http, request.Target, members);
    }
}
