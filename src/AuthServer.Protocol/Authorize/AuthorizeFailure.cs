using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AuthServer.Protocol.Authorize;

/// <summary>A front-channel request that must not be answered by a redirect: the host shows it on its error page, found in <see cref="HttpContext.Features"/>.</summary>
/// <param name="Error">What is wrong.</param>
public sealed record AuthorizeFailure(OAuthError Error)
{
    internal static void Show(HttpContext http, OAuthError error)
    {
        http.Features.Set(new AuthorizeFailure(error));
        // The page shows the number of the request; whoever is asked for help finds it on this line.
        http.RequestServices.GetRequiredService<ILogger<AuthorizeFailure>>().LogInformation("{Path} refused: {Error}: {Description}", http.Request.Path.Value, error.Code, error.Description);
        http.Response.StatusCode = error.Status;
    }
}
