using AuthServer.Validation.Requirements;
using ServiceDefaults.Answers;

namespace ResourceApi.Profiles;

/// <summary>The routes of the own profile.</summary>
internal static class ProfileEndpoints
{
    public static void MapProfiles(this IEndpointRouteBuilder app)
    {
        var me = app.MapGroup("/users/me").WithTags("Profile").RequireUserToken()
            .FailsWith(StatusCodes.Status401Unauthorized, "missing_token", "invalid_token")
            .FailsWith(StatusCodes.Status403Forbidden, "insufficient_scope", "user_token_required")
            .FailsWith(StatusCodes.Status503ServiceUnavailable, "issuer_unavailable");

        me.MapGet("/", ReadProfile.HandleAsync).RequireScope("users:read")
            .WithSummary("The caller's own profile")
            .WithDescription("Needs scope `users:read`. The profile exists from the first valid token on. `ETag` is its version.");

        me.MapPut("/", ReplaceProfile.HandleAsync).RequireScope("users:write")
            .WithSummary("Replaces the caller's own profile")
            .WithDescription("Needs scope `users:write`. What the body leaves out is emptied. With `If-Match`, only that version is replaced.")
            .FailsWith(StatusCodes.Status400BadRequest, "invalid_json", "unknown_field", "read_only_field", "validation_failed", "invalid_if_match")
            .FailsWith(StatusCodes.Status412PreconditionFailed, "precondition_failed")
            .FailsWith(StatusCodes.Status413PayloadTooLarge, "payload_too_large")
            .FailsWith(StatusCodes.Status415UnsupportedMediaType, "unsupported_media_type");
    }
}
