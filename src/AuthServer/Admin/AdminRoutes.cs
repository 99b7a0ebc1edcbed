using ServiceDefaults.Answers;

namespace AuthServer.Admin;

/// <summary>What a route of the admin API answers when it goes well.</summary>
internal static class AdminRoutes
{
    public static RouteHandlerBuilder Gives<T>(this RouteHandlerBuilder route, string summary, int status = StatusCodes.Status200OK) => route.WithSummary(summary).Produces<EnvelopeBody<T>>(status);
}
