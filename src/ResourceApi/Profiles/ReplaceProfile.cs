using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using ResourceApi.Media.ProfileImages;
using ServiceDefaults.Answers;
using ServiceDefaults.Bodies;

namespace ResourceApi.Profiles;

/// <summary>PUT the own profile.</summary>
internal static class ReplaceProfile
{
    public static async Task<Results<OkEnvelope<OwnProfile>, Problem>> HandleAsync(
        JsonBody<ProfileInput> body, ClaimsPrincipal user, HttpContext context, ProfileStore profiles, ImageLinks links, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (ProfileVersion.Expected(context.Request) is not { } isExpected)
            return Problem.BadRequest("invalid_if_match", "If-Match must be * or entity tags in quotes.");
        var errors = new FieldErrors();
        var input = ProfileRules.Check(body.Value, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), errors);
        if (errors.Any)
            return Problem.Invalid(errors);
        var profile = await profiles.ReplaceAsync(user.FindFirstValue("sub")!, input, isExpected, cancellationToken);
        if (profile is null)
            return Problem.PreconditionFailed();
        context.Response.Headers.ETag = ProfileVersion.Tag(profile.Version);
        return Envelope.Ok(OwnProfile.Of(profile, user, links), "Your profile has been replaced.");
    }
}
