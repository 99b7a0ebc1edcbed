using ServiceDefaults.Answers;

namespace ResourceApi.Hosting;

/// <summary>What every route with a token can answer.</summary>
internal static class CommonFailures
{
    public static RouteGroupBuilder FailsAsEveryRoute(this RouteGroupBuilder group) => group
        .FailsWith(StatusCodes.Status401Unauthorized, "missing_token", "invalid_token")
        .FailsWith(StatusCodes.Status403Forbidden, "insufficient_scope", "user_token_required")
        .FailsWith(StatusCodes.Status503ServiceUnavailable, "issuer_unavailable");
}
