using System.Security.Claims;
using ResourceApi.Media.ProfileImages;
using ServiceDefaults.Answers;

namespace ResourceApi.Profiles;

/// <summary>GET the own profile.</summary>
internal static class ReadProfile
{
    public static async Task<OkEnvelope<OwnProfile>> HandleAsync(
        ClaimsPrincipal user, HttpContext context, ProfileStore profiles, ImageLinks links, CancellationToken cancellationToken)
    {
        var profile = await profiles.ReadAsync(user.FindFirstValue("sub")!, cancellationToken);
        context.Response.Headers.ETag = ProfileVersion.Tag(profile.Version);
        return Envelope.Ok(OwnProfile.Of(profile, user, links), "Your profile.");
    }
}
