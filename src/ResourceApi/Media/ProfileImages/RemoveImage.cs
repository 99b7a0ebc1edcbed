using System.Security.Claims;
using ServiceDefaults.Answers;

namespace ResourceApi.Media.ProfileImages;

/// <summary>DELETE the caller's profile image; a second time changes nothing.</summary>
internal static class RemoveImage
{
    public static async Task<OkEnvelope<ImageAnswer>> HandleAsync(HttpContext http, ClaimsPrincipal user, ImageChange change, CancellationToken cancellationToken)
    {
        await change.RemoveAsync(http, user.FindFirstValue("sub")!, cancellationToken);
        return Envelope.Ok(new ImageAnswer(null), "Your image has been removed.");
    }
}
