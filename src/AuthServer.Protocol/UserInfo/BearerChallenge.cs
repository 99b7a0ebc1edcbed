using AuthServer.Protocol.Requests;
using Microsoft.AspNetCore.Http;

namespace AuthServer.Protocol.UserInfo;

/// <summary>The answers of RFC 6750 §3.</summary>
internal static class BearerChallenge
{
    /// <summary>Asks for a token. §3.1: no error code where the request has no authentication at all.</summary>
    public static void Ask(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        http.Response.Headers.WWWAuthenticate = "Bearer realm=\"userinfo\"";
        OAuthResponse.NoStore(http.Response);
    }

    /// <summary>Refuses the token, or the way it was sent.</summary>
    public static async Task WriteAsync(HttpContext http, OAuthError error, string realm = "userinfo")
    {
        var scope = error.Status == StatusCodes.Status403Forbidden ? $", scope=\"{StandardScopes.OpenId}\"" : "";
        http.Response.OnStarting(() =>
        {
            http.Response.Headers.WWWAuthenticate = $"Bearer realm=\"{realm}\", error=\"{error.Code}\", error_description=\"{error.Description}\"{scope}";
            return Task.CompletedTask;
        });
        await OAuthResponse.WriteAsync(http, error);
    }
}
