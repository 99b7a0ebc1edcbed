namespace ResourceApi.Media.ProfileImages;

/// <summary>Where the sizes of a profile image are: JPEGs that never change, uncropped.</summary>
/// <param name="Small">The longest side has at most 96 pixels.</param>
/// <param name="Medium">256 pixels.</param>
/// <param name="Large">1,024 pixels.</param>
public sealed record ImageUrls(string Small, string Medium, string Large);
