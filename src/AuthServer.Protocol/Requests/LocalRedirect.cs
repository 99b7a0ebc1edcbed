using Microsoft.AspNetCore.Http;

namespace AuthServer.Protocol.Requests;

/// <summary>Sends the browser to another address of this server; to a client it is sent by <see cref="Authorize.RedirectTarget"/> alone.</summary>
internal static class LocalRedirect
{
    /// <summary>303, which never repeats a POST (RFC 9700 §4.12).</summary>
    public static void SeeOther(HttpContext http, string path)
    {
        OAuthResponse.NoStore(http.Response);
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = path;
    }
}
