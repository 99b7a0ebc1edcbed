using ServiceDefaults.Answers;
using ServiceDefaults.Outbound;

namespace ResourceApi.Media.Uploading;

/// <summary>Fetches pictures from addresses that users name.</summary>
internal sealed class RemoteImages(OutboundReader reader)
{
    private const int MostBytes = 5 * 1024 * 1024;
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(5);

    public async Task<UploadedFile> ReadAsync(string url, CancellationToken cancel)
    {
        var content = OutboundAddress.Parse(url) is { } address ? await reader.ReadAsync(address, MostBytes, Within, cancel) : null;
        // One text for every reason: another for a closed port than for an inner address would be a port scanner.
        return content is not null ? new UploadedFile(content, null) : UploadedFile.Refused(Problem.BadRequest(
            "invalid_image_url",
            "The picture can't be fetched: its address must be public, http or https on the usual port, and answer within 5 seconds, without a redirect, with at most 5 MB."));
    }
}
