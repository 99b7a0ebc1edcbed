using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using ResourceApi.Limits;
using ResourceApi.Media.Decoding;
using ResourceApi.Media.Uploading;
using ServiceDefaults.Answers;

namespace ResourceApi.Media.ProfileImages;

/// <summary>POST the caller's profile image.</summary>
internal static class ReplaceImage
{
    private const int MostAnHour = 30;

    public static async Task<Results<OkEnvelope<ImageAnswer>, Problem>> HandleAsync(
        HttpContext http, ClaimsPrincipal user, Budgets budgets, Uploads uploads, ImageDecoder decoder, ImageChange change, ImageLinks links, CancellationToken cancellationToken)
    {
        var subject = user.FindFirstValue("sub")!;
        if (await budgets.TakeAsync([new Budget("profile-image", subject, MostAnHour, TimeSpan.FromHours(1))], cancellationToken) is { } wait)
            return Problem.TooManyRequests(wait, detail: "Too many images in an hour: wait before sending another.");
        var upload = await ImageRequest.ReadAsync(http, uploads, cancellationToken);
        if (upload.Content is not { } content)
            return upload.Refusal!;
        var decoded = await decoder.DecodeAsync(content, [.. ImageName.Sizes.Select(size => size.LongestSide)], cancellationToken);
        if (decoded.Refusal is { } refusal)
            return refusal;
        var (image, failure) = await change.ReplaceAsync(http, subject, decoded.Images, cancellationToken);
        return failure is not null ? failure : Envelope.Ok(new ImageAnswer(links.Of(image)), "Your image has been replaced.");
    }
}
