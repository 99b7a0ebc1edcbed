using Microsoft.AspNetCore.Http;

namespace AuthServer.Protocol.Authorize;

/// <summary>A front-channel request that must not be answered by a redirect: the host shows it on its error page, found in <see cref="HttpContext.Features"/>.</summary>
/// <param name="Error">What is wrong.</param>
public sealed record AuthorizeFailure(OAuthError Error)
{
    internal static void Show(HttpContext http, OAuthError error)
    {
        http.Features.Set(new AuthorizeFailure(error));
        http.Response.StatusCode = error.Status;
    }
}
