using ServiceDefaults.Answers;

namespace ResourceApi.Media.Decoding;

/// <summary>A picture decoded and encoded anew, one JPEG for each size asked for; or why not.</summary>
/// <param name="Images">The JPEGs, in the order of the sizes; empty where it was refused.</param>
/// <param name="Refusal">400 <c>invalid_image</c>, 503 <c>image_processing_unavailable</c> or <c>image_processing_busy</c>; null where it was not.</param>
internal sealed record DecodedImages(IReadOnlyList<byte[]> Images, Problem? Refusal)
{
    public static DecodedImages Refused(Problem refusal) => new([], refusal);
}
