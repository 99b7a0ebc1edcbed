using AuthServer.Validation.Requirements;
using ResourceApi.Hosting;
using ServiceDefaults.Answers;

namespace ResourceApi.Profiles;

/// <summary>The routes of the own profile.</summary>
internal static class ProfileEndpoints
{
    public static void MapProfiles(this IEndpointRouteBuilder app)
    {
        var me = app.MapGroup("/users/me").WithTags("Profile").NeedsUser();

        me.MapGet("/", ReadProfile.HandleAsync).RequireScope("users:read")
            .WithSummary("The caller's own profile")
            .WithDescription("Needs scope `users:read`. The profile exists from the first valid token on. `ETag` is its version.");

        me.MapPut("/", ChangeProfile.ReplaceAsync).RequireScope("users:write").Changes()
            .WithSummary("Replaces the caller's own profile")
            .WithDescription("Needs scope `users:write`. What the body leaves out is emptied. With `If-Match`, only that version is replaced.");

        me.MapPatch("/", ChangeProfile.MergeAsync).RequireScope("users:write").Changes()
            .WithSummary("Changes parts of the caller's own profile")
            .WithDescription("Needs scope `users:write`. A JSON Merge Patch (RFC 7396): what the body leaves out stays, null empties, `address` is merged, lists and `location` are replaced. With `If-Match`, only that version is changed.");

        app.MapGroup("/users").WithTags("People").NeedsUser()
            .MapGet("/{id}/", ReadPerson.HandleAsync).RequireScope("users:read")
            .WithSummary("Another user, as far as the caller may see them")
            .WithDescription("Needs scope `users:read`. Members that the caller may not see are left out: a customer sees what a provider offers, a provider sees little of a customer, an administrator sees more.")
            .FailsWith(StatusCodes.Status404NotFound, "not_found");
    }

    private static RouteHandlerBuilder Changes(this RouteHandlerBuilder route) => route
        .FailsWith(StatusCodes.Status400BadRequest, "read_only_field", "invalid_if_match")
        .FailsWith(StatusCodes.Status412PreconditionFailed, "precondition_failed");
}
