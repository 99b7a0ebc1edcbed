using System.Collections.ObjectModel;
using ServiceDefaults.Answers;

namespace ResourceApi.Media.Uploading;

/// <summary>What a multipart body brought; or why not.</summary>
/// <param name="Files">The files' bytes in their order, not looked at yet.</param>
/// <param name="Fields">The text fields beside them, by name.</param>
/// <param name="Refusal">400 <c>invalid_multipart</c> or <c>too_many_files</c>, 413 <c>payload_too_large</c>, 415 <c>unsupported_media_type</c>; null where it was not refused.</param>
internal sealed record UploadedFiles(IReadOnlyList<byte[]> Files, IReadOnlyDictionary<string, string> Fields, Problem? Refusal)
{
    public static UploadedFiles Refused(Problem refusal) => new([], ReadOnlyDictionary<string, string>.Empty, refusal);
}
