using System.Globalization;
using System.Security.Claims;
using ServiceDefaults.Answers;

namespace AuthServer.Accounts;

/// <summary>Lets only those through who have proved who they are a moment ago: a token that lies about for days moves no address, number or secret.</summary>
internal static class FreshSignIn
{
    private const int MaxAgeSeconds = 300;
    private const string Code = "reauthentication_required";

    public static RouteHandlerBuilder AfterFreshSignIn(this RouteHandlerBuilder route) => route.AddEndpointFilter(static async (context, next) =>
    {
        var http = context.HttpContext;
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeSeconds();
        if (long.TryParse(http.User.FindFirstValue(BearerHandler.AuthTimeClaim), CultureInfo.InvariantCulture, out var authTime) && now - authTime <= MaxAgeSeconds) return await next(context);
        // RFC 9470 §3.
        http.Response.Headers.WWWAuthenticate = $"Bearer realm=\"accounts\", error=\"insufficient_user_authentication\", max_age=\"{MaxAgeSeconds}\"";
        return Problem.Unauthorized(Code, "Sign in again first: this needs a sign-in that is at most five minutes old.");
    }).FailsWith(StatusCodes.Status401Unauthorized, "missing_token", "invalid_token", Code);
}
