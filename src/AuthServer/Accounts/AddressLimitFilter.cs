using AuthServer.Credentials;
using ServiceDefaults.Answers;

namespace AuthServer.Accounts;

/// <summary>Answers 429 to an address that asks too often, before the route looks anything up. Sign-ins count by themselves.</summary>
internal static class AddressLimitFilter
{
    public static RouteHandlerBuilder LimitedByAddress(this RouteHandlerBuilder route) => route.AddEndpointFilter(static async (context, next) =>
    {
        var http = context.HttpContext;
        return http.RequestServices.GetRequiredService<AddressLimit>().Take(http.Connection.RemoteIpAddress) is { } wait ? Problem.TooManyRequests(wait) : await next(context);
    }).FailsWith(StatusCodes.Status429TooManyRequests, "too_many_requests");
}
