namespace ResourceApi.Media.ProfileImages;

/// <summary>The caller's image after a change.</summary>
/// <param name="Image">Where its sizes are; null where there is none.</param>
public sealed record ImageAnswer(ImageUrls? Image);
