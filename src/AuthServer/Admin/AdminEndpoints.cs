using AuthServer.Accounts;
using AuthServer.Events;
using ServiceDefaults.Answers;
using ServiceDefaults.Bodies;

namespace AuthServer.Admin;

/// <summary>Every route of the admin API, one line each.</summary>
internal static class AdminEndpoints
{
    public static IServiceCollection AddAdmin(this IServiceCollection services)
    {
        services.AddAuthorizationBuilder().AddPolicy(AdminRoute.Policy, policy => policy.AddAuthenticationSchemes(BearerHandler.Name).RequireAuthenticatedUser().RequireClaim(BearerHandler.AdminClaim));
        services.AddSingleton<ReadUsers>();
        services.AddSingleton<SetRoles>();
        services.AddSingleton<SetVerification>();
        services.AddSingleton<SendNotice>();
        services.AddSingleton<ReplayEvents>();
        return services;
    }

    public static void MapAdmin(this IEndpointRouteBuilder app)
    {
        var admin = app.MapGroup("/api/v1/admin").WithTags("Administration").WithMetadata(new AdminRoute()).RequireAuthorization(AdminRoute.Policy)
            .FailsWith(401, "missing_token", "invalid_token").FailsWith(403, "insufficient_scope", "admin_only");
        admin.MapGet("/users/", (ReadUsers use, string? query, string? cursor, int? limit, CancellationToken cancel) => use.ListAsync(query, cursor, limit, cancel)).Gives<UserPage>("Users in the order of their making; query finds an id, or what a name, address or number begins with.").FailsWith(400, "validation_failed", "invalid_cursor", "invalid_request");
        admin.MapGet("/users/{id}/", (string id, ReadUsers use, HttpContext http) => use.FindAsync(id, http)).Gives<UserState>("One user; the ETag is the version.").FailsWith(404, "not_found");
        admin.MapPut("/users/{id}/roles/", (string id, JsonBody<RolesBody> body, SetRoles use, HttpContext http) => use.HandleAsync(id, body, http)).Gives<UserState>("Gives a user other roles, the first of which is their type. Tokens that are out are refused by APIs from then on; the user is told.")
            .FailsWith(400, "validation_failed", "invalid_if_match").FailsWith(403, "admin_role_needs_admin", "own_roles").FailsWith(409, "last_admin").FailsWith(404, "not_found").FailsWith(412, "precondition_failed");
        admin.MapPut("/users/{id}/verification/", (string id, JsonBody<VerificationBody> body, SetVerification use, HttpContext http) => use.HandleAsync(id, body, http)).Gives<UserState>("Sets how far a user's identity is verified; a change makes APIs refuse the tokens that are out.").FailsWith(400, "validation_failed").FailsWith(404, "not_found");
        admin.MapPost("/notices/", (JsonBody<NoticeBody> body, SendNotice use, HttpContext http) => use.HandleAsync(body, http)).Produces<EnvelopeBody<object>>(202).WithSummary("Sends one of the platform's messages to a user, or to every administrator; the same id again sends nothing.").FailsWith(400, "validation_failed").FailsWith(404, "not_found");
        admin.MapPost("/events/replay/", (JsonBody<ReplayBody> body, ReplayEvents use, HttpContext http) => use.HandleAsync(body, http)).Produces<EnvelopeBody<object>>(202).WithSummary("Has a receiver of security events told once more of all that is kept, for one that lost its own memory. For the receiver's own client.").FailsWith(403, "not_your_receiver").FailsWith(404, "not_found");
    }

    private static RouteHandlerBuilder Gives<T>(this RouteHandlerBuilder route, string summary) => route.WithSummary(summary).Produces<EnvelopeBody<T>>(200);
}
