using ResourceApi.Media.Decoding;
using ResourceApi.Media.Uploading;
using ServiceDefaults.Answers;

namespace ResourceApi.Verifications;

/// <summary>Makes clean pictures of what was sent: fetched, decoded and encoded anew, so that nothing undecoded is ever kept.</summary>
internal sealed class SubmissionPictures(Uploads uploads, ImageDecoder decoder)
{
    // Small print on a page of A4 can be read at 200 dots per inch.
    private const int LongestSide = 2400;

    /// <summary>The pictures in order, or why one of them was refused.</summary>
    public async Task<(IReadOnlyList<byte[]> Pictures, Problem? Refusal)> DecodeAsync(IReadOnlyList<SentPicture> sent, CancellationToken cancel)
    {
        var pictures = new List<byte[]>();
        foreach (var one in sent)
        {
            var file = await ContentAsync(one, cancel);
            if (file.Refusal is { } unread)
                return ([], unread);
            var decoded = await decoder.DecodeAsync(file.Content, [LongestSide], cancel);
            if (decoded.Refusal is { } undecoded)
                return ([], undecoded);
            pictures.Add(decoded.Images[0]);
        }
        return (pictures, null);
    }

    private async Task<UploadedFile> ContentAsync(SentPicture one, CancellationToken cancel) => one switch
    {
        { Content: { } content } => new UploadedFile(content, null),
        { Url: { } url } => await uploads.FromUrlAsync(url, cancel),
        _ => Uploads.FromBase64(one.Base64!),
    };
}
