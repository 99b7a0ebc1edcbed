using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using ResourceApi.Media.ProfileImages;
using ServiceDefaults.Answers;
using ServiceDefaults.Bodies;

namespace ResourceApi.Profiles;

/// <summary>PUT and PATCH the own profile.</summary>
internal static class ChangeProfile
{
    public static Task<Results<OkEnvelope<OwnProfile>, Problem>> ReplaceAsync(JsonBody<ProfileInput> body, ClaimsPrincipal user, HttpContext context, ProfileStore profiles, ImageLinks links, TimeProvider clock) =>
        ChangeAsync(_ => body.Value, "Your profile has been replaced.", user, context, profiles, links, clock);

    public static Task<Results<OkEnvelope<OwnProfile>, Problem>> MergeAsync(MergePatch<ProfileInput> body, ClaimsPrincipal user, HttpContext context, ProfileStore profiles, ImageLinks links, TimeProvider clock) =>
        ChangeAsync(body.ApplyTo, "Your profile has been changed.", user, context, profiles, links, clock);

    private static async Task<Results<OkEnvelope<OwnProfile>, Problem>> ChangeAsync(Func<ProfileInput, ProfileInput> change, string message, ClaimsPrincipal user, HttpContext context, ProfileStore profiles, ImageLinks links, TimeProvider clock)
    {
        if (EntityTag.Expected(context.Request) is not { } isExpected)
            return EntityTag.Unreadable;
        var changed = await profiles.ChangeAsync(user.FindFirstValue("sub")!, Checked, isExpected, context.RequestAborted);
        if (changed is null)
            return Problem.PreconditionFailed();
        if (changed.Errors.Any)
            return Problem.Invalid(changed.Errors);
        context.Response.Headers.ETag = EntityTag.Of(changed.Profile.Version);
        return Envelope.Ok(OwnProfile.Of(changed.Profile, user, links), message);

        (ProfileInput, FieldErrors) Checked(ProfileInput present)
        {
            var errors = new FieldErrors();
            return (ProfileRules.Check(change(present), DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), errors), errors);
        }
    }
}
