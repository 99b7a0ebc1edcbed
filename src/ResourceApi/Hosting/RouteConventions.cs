using AuthServer.Validation.Requirements;
using ServiceDefaults.Answers;

namespace ResourceApi.Hosting;

/// <summary>What routes ask of their callers, with what they answer where it is not there.</summary>
internal static class RouteConventions
{
    /// <summary>What every route with a token can answer.</summary>
    public static TBuilder FailsWithoutToken<TBuilder>(this TBuilder route) where TBuilder : IEndpointConventionBuilder => route
        .FailsWith(StatusCodes.Status401Unauthorized, "missing_token", "invalid_token")
        .FailsWith(StatusCodes.Status403Forbidden, "insufficient_scope")
        .FailsWith(StatusCodes.Status503ServiceUnavailable, "issuer_unavailable");

    /// <summary>Only a signed-in user's token gets in.</summary>
    public static TBuilder NeedsUser<TBuilder>(this TBuilder route) where TBuilder : IEndpointConventionBuilder =>
        route.RequireUserToken().FailsWithoutToken().FailsWith(StatusCodes.Status403Forbidden, "user_token_required");

    /// <summary>Only who has signed in at most <paramref name="maxAge"/> ago gets in.</summary>
    public static TBuilder NeedsFreshSignIn<TBuilder>(this TBuilder route, TimeSpan maxAge) where TBuilder : IEndpointConventionBuilder =>
        route.RequireFreshSignIn(maxAge).FailsWith(StatusCodes.Status401Unauthorized, "insufficient_user_authentication");
}
