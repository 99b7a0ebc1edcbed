using Microsoft.EntityFrameworkCore;
using ResourceApi.Audit;
using ResourceApi.Data;
using ResourceApi.Profiles;
using ServiceDefaults.Answers;

namespace ResourceApi.Media.ProfileImages;

/// <summary>Gives a profile another image, or none: files first, then the row that names them, then the files of the one before.</summary>
internal sealed class ImageChange(Writes writes, AuditTrail audit, ImageFiles files, ProfileStore profiles, TimeProvider clock)
{
    /// <summary>Stores a new image as the caller's; of several at once one wins, whole.</summary>
    /// <param name="caller">The request.</param>
    /// <param name="subject">Whose image it is.</param>
    /// <param name="contents">One JPEG for each of <see cref="ImageName.Sizes"/>.</param>
    /// <param name="cancel">Stops it before the row is written.</param>
    /// <returns>Its name, or why it could not be stored.</returns>
    public async Task<(string Image, Problem? Failure)> ReplaceAsync(HttpContext caller, string subject, IReadOnlyList<byte[]> contents, CancellationToken cancel)
    {
        var image = ImageName.New();
        if (await files.WriteAsync(image, contents, cancel) is { } failure)
            return (image, failure);
        // Where the commit fails, the files stay: only the clearing can know that no row came to name them.
        await PointAsync(caller, subject, image, cancel);
        return (image, null);
    }

    /// <summary>Takes the caller's image away; a second time changes nothing.</summary>
    public Task RemoveAsync(HttpContext caller, string subject, CancellationToken cancel) => PointAsync(caller, subject, null, cancel);

    private async Task PointAsync(HttpContext caller, string subject, string? image, CancellationToken cancel)
    {
        // The profile exists from the first valid token on.
        await profiles.ReadAsync(subject, cancel);
        var before = await writes.RunAsync(async db =>
        {
            var profile = await db.Profiles.SingleAsync(profile => profile.Id == subject, cancel);
            return profile.Image == image ? null : Change(db, caller, profile, image);
        }, cancel);
        if (before is not null)
            await files.DeleteAsync(before);
    }

    private string? Change(ApiDbContext db, HttpContext caller, Profile profile, string? image)
    {
        var before = profile.Image;
        (profile.Image, profile.UpdatedAt) = (image, clock.GetUtcNow());
        // The image is part of what the profile's entity tag stands for.
        profile.Version++;
        audit.Add(db, caller, image is null ? "profile.image_removed" : "profile.image_replaced", profile.Id);
        return before;
    }
}
