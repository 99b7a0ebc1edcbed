using ServiceDefaults.Answers;

namespace ResourceApi.Media.Uploading;

/// <summary>One file that a request brought; or why not.</summary>
/// <param name="Content">Its bytes, not looked at yet; null where it was refused.</param>
/// <param name="Refusal">400 <c>invalid_base64</c> or <c>invalid_image_url</c>, 413 <c>payload_too_large</c>; null where it was not.</param>
internal sealed record UploadedFile(byte[]? Content, Problem? Refusal)
{
    public static UploadedFile Refused(Problem refusal) => new(null, refusal);
}
