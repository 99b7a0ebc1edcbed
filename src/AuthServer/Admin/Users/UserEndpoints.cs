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
        services.AddSingleton<UserWrites>();
        services.AddSingleton<Invitations>();
        services.AddSingleton<CreateUser>();
        services.AddSingleton<ChangeUser>();
        services.AddSingleton<DeleteUser>();
        services.AddSingleton<SetAccess>();
        services.AddSingleton<ExportUser>();
        services.AddSingleton<SetRoles>();
        services.AddSingleton<SetVerification>();
        return services;
    }

    public static void MapUsers(this RouteGroupBuilder admin)
    {
        admin.MapGet("/users/", (ReadUsers use, string? query, string? cursor, int? limit, CancellationToken cancel) => use.ListAsync(query, cursor, limit, cancel)).Gives<UserPage>("Users in the order of their making; query finds an id, or what a name, address or number begins with.").FailsWith(400, "validation_failed", "invalid_cursor", "invalid_request");
        admin.MapPost("/users/", (JsonBody<NewUserBody> body, CreateUser use, HttpContext http) => use.HandleAsync(body, http)).Gives<UserDetails>("Makes an account for somebody, who chooses a secret by the link or code that is sent.", 201).FailsWith(400, "validation_failed").FailsWith(403, "admin_role_needs_admin").FailsWith(409, "email_taken", "phone_taken", "username_taken");
        admin.MapGet("/users/{id}/", (string id, ReadUsers use, HttpContext http) => use.FindAsync(id, http)).Gives<UserDetails>("One user; the ETag is the version.").FailsWith(404, "not_found");
        admin.MapPatch("/users/{id}/", (string id, MergePatch<UserClaimsBody> body, ChangeUser use, HttpContext http) => use.HandleAsync(id, body, http)).Gives<UserDetails>("Changes names, claims and contacts (RFC 7396); a new contact is not verified, and the old one is told.").Changes("validation_failed").FailsWith(403, "own_account", "admin_role_needs_admin").FailsWith(409, "email_taken", "phone_taken", "username_taken");
        admin.MapDelete("/users/{id}/", (string id, DeleteUser use, HttpContext http) => use.HandleAsync(id, http)).Gives<object>("Deletes an account with all that could open it; APIs are told.").Takes();
        admin.MapPost("/users/{id}/disable/", (string id, SetAccess use, HttpContext http) => use.DisableAsync(id, http)).Gives<UserDetails>("Ends every session of a user, and lets them in no more.").Takes();
        admin.MapPost("/users/{id}/enable/", (string id, SetAccess use, HttpContext http) => use.EnableAsync(id, http)).Gives<UserDetails>("Lets a disabled user in again.").Changes().FailsWith(403, "admin_role_needs_admin");
        admin.MapPost("/users/{id}/unlock/", (string id, SetAccess use, HttpContext http) => use.UnlockAsync(id, http)).Gives<UserDetails>("Lifts the lock of wrong guesses.").Changes();
        admin.MapPost("/users/{id}/force-reset/", (string id, SetAccess use, HttpContext http) => use.ForceResetAsync(id, http)).Gives<UserDetails>("Makes every secret of a user good for nothing, ends every session, and sends what resets them.").Takes();
        admin.MapGet("/users/{id}/export/", (string id, ExportUser use, HttpContext http) => use.HandleAsync(id, http)).Gives<UserExport>("All that is known of a user.").FailsWith(404, "not_found");
        admin.MapPut("/users/{id}/roles/", (string id, JsonBody<RolesBody> body, SetRoles use, HttpContext http) => use.HandleAsync(id, body, http)).Gives<UserState>("Gives a user other roles, the first of which is their type. Tokens that are out are refused by APIs from then on; the user is told.")
            .FailsWith(400, "validation_failed", "invalid_if_match").FailsWith(403, "admin_role_needs_admin", "own_roles").FailsWith(409, "last_admin").FailsWith(404, "not_found").FailsWith(412, "precondition_failed");
        admin.MapPut("/users/{id}/verification/", (string id, JsonBody<VerificationBody> body, SetVerification use, HttpContext http) => use.HandleAsync(id, body, http)).Gives<UserState>("Sets how far a user's identity is verified; a change makes APIs refuse the tokens that are out.").FailsWith(400, "validation_failed").FailsWith(404, "not_found");
    }

    private static RouteHandlerBuilder Changes(this RouteHandlerBuilder route, params string[] codes) =>
        route.FailsWith(400, [.. codes, "invalid_if_match"]).FailsWith(404, "not_found").FailsWith(412, "precondition_failed");

    // What takes an account from its user.
    private static RouteHandlerBuilder Takes(this RouteHandlerBuilder route) => route.Changes().FailsWith(403, "own_account", "admin_role_needs_admin").FailsWith(409, "last_admin");
}
