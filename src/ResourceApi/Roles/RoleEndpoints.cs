using ResourceApi.Idempotency;
using AuthServer.Validation.Requirements;
using ResourceApi.Hosting;
using ServiceDefaults.Answers;
using ServiceDefaults.Bodies;
using System.Security.Claims;

namespace ResourceApi.Roles;

/// <summary>The routes of the own user type.</summary>
internal static class RoleEndpoints
{
    public static void AddRoles(this IServiceCollection services)
    {
        services.AddSingleton<RoleChanges>();
        services.AddSingleton<ChangeUserType>();
    }

    public static void MapRoles(this IEndpointRouteBuilder app)
    {
        var auth = app.MapGroup("/auth").WithTags("User type").NeedsUser();

        auth.MapGet("/user-type/", ReadUserType.HandleAsync).RequireScope("users:read")
            .WithSummary("What the caller is on the marketplace, and may become")
            .WithDescription("Needs scope `users:read`.");

        auth.MapGet("/user-type/history/", ReadUserType.HistoryAsync).RequireScope("users:read")
            .WithSummary("What the caller was, newest first; the last 50 changes")
            .WithDescription("Needs scope `users:read`.");

        auth.MapPost("/user-type-change/", (JsonBody<UserTypeChange> body, ClaimsPrincipal user, TimeProvider clock, ChangeUserType use, CancellationToken cancel) => use.HandleAsync(body, user, clock, cancel)).RequireScope("users:write").Idempotent()
            .WithSummary("Makes a customer a provider, or a provider a customer")
            .WithDescription("Needs scope `users:write`. What belongs to a provider (skills, rates, ratings) is kept and found again on return. The access token is refused afterwards: a refreshed one carries the new role.")
            .Produces<EnvelopeBody<UserTypeChanged>>()
            .FailsWith(StatusCodes.Status400BadRequest, "validation_failed")
            .FailsWith(StatusCodes.Status403Forbidden, "transition_not_allowed")
            .FailsWith(StatusCodes.Status409Conflict, "already_of_type")
            .FailsWith(StatusCodes.Status429TooManyRequests, "too_many_requests")
            .FailsWith(StatusCodes.Status503ServiceUnavailable, "authorization_server_unavailable", "user_unknown_yet");
    }
}
