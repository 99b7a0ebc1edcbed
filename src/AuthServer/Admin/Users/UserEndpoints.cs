using AuthServer.Events;
using ServiceDefaults.Answers;
using ServiceDefaults.Bodies;

namespace AuthServer.Admin.Users;

/// <summary>The routes over users, one line each.</summary>
internal static class UserEndpoints
{
    public static IServiceCollection AddUserAdministration(this IServiceCollection services)
    {
        services.AddSingleton<ReadUsers>();
        services.AddSingleton<SetRoles>();
        services.AddSingleton<SetVerification>();
        return services;
    }

    public static void MapUsers(this RouteGroupBuilder admin)
    {
        admin.MapGet("/users/", (ReadUsers use, string? query, string? cursor, int? limit, CancellationToken cancel) => use.ListAsync(query, cursor, limit, cancel)).Gives<UserPage>("Users in the order of their making; query finds an id, or what a name, address or number begins with.").FailsWith(400, "validation_failed", "invalid_cursor", "invalid_request");
        admin.MapGet("/users/{id}/", (string id, ReadUsers use, HttpContext http) => use.FindAsync(id, http)).Gives<UserState>("One user; the ETag is the version.").FailsWith(404, "not_found");
        admin.MapPut("/users/{id}/roles/", (string id, JsonBody<RolesBody> body, SetRoles use, HttpContext http) => use.HandleAsync(id, body, http)).Gives<UserState>("Gives a user other roles, the first of which is their type. Tokens that are out are refused by APIs from then on; the user is told.")
            .FailsWith(400, "validation_failed", "invalid_if_match").FailsWith(403, "admin_role_needs_admin", "own_roles").FailsWith(409, "last_admin").FailsWith(404, "not_found").FailsWith(412, "precondition_failed");
        admin.MapPut("/users/{id}/verification/", (string id, JsonBody<VerificationBody> body, SetVerification use, HttpContext http) => use.HandleAsync(id, body, http)).Gives<UserState>("Sets how far a user's identity is verified; a change makes APIs refuse the tokens that are out.").FailsWith(400, "validation_failed").FailsWith(404, "not_found");
    }
}
