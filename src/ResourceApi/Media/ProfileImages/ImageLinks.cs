namespace ResourceApi.Media.ProfileImages;

/// <summary>Makes the addresses of images.</summary>
internal sealed class ImageLinks(MediaOptions options)
{
    /// <summary>The addresses of an image; null where there is none.</summary>
    public ImageUrls? Of(string? image) =>
        image is null ? null : new ImageUrls(Link(image, "small"), Link(image, "medium"), Link(image, "large"));

    // Never from the request's host: an answer that is kept would point wherever its first reader said.
    private string Link(string image, string size) =>
        $"{(options.PublicBase.Length == 0 ? ProfileImageEndpoints.MediaPath : options.PublicBase.TrimEnd('/'))}/{ImageName.File(image, size)}";
}
