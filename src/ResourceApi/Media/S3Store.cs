using System.Net;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace ResourceApi.Media;

/// <summary>Files in a bucket of an S3-compatible store, which writes an object whole or not at all.</summary>
internal sealed class S3Store(S3Options options, TimeSpan longestRead) : IFileStore, IDisposable
{
    private readonly AmazonS3Client _client = new(new BasicAWSCredentials(options.AccessKey, options.SecretKey), new AmazonS3Config
    {
        ServiceURL = options.Endpoint,
        AuthenticationRegion = options.Region,
        ForcePathStyle = true,
        Timeout = TimeSpan.FromSeconds(10),
        MaxErrorRetry = 2,
        // Stores other than Amazon's do not know the newer checksums.
        RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
        ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
    });

    /// <inheritdoc/>
    public Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancel) => AskAsync(async () =>
    {
        using var stream = new MemoryStream(content.ToArray(), writable: false);
        return await _client.PutObjectAsync(
            new PutObjectRequest { BucketName = options.Bucket, Key = options.Prefix + name, InputStream = stream, AutoCloseStream = false, ContentType = "application/octet-stream", UseChunkEncoding = false }, cancel);
    }, cancel);

    /// <inheritdoc/>
    public Task<byte[]?> ReadAsync(string name, CancellationToken cancel) => AskAsync(async () =>
    {
        // The client's own limit ends with the head of the answer: a body that stops would hold its reader for good.
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        time.CancelAfter(longestRead);
        try
        {
            using var answer = await _client.GetObjectAsync(options.Bucket, options.Prefix + name, time.Token);
            using var content = new MemoryStream();
            await answer.ResponseStream.CopyToAsync(content, time.Token);
            return content.ToArray();
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound && e.ErrorCode is "NoSuchKey" or "NotFound")
        {
            return null;
        }
    }, cancel);

    /// <inheritdoc/>
    public Task DeleteAsync(string name, CancellationToken cancel) =>
        AskAsync(() => _client.DeleteObjectAsync(options.Bucket, options.Prefix + name, cancel), cancel);

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListAsync(string prefix, DateTimeOffset before, [EnumeratorCancellation] CancellationToken cancel)
    {
        var request = new ListObjectsV2Request { BucketName = options.Bucket, Prefix = options.Prefix + prefix };
        ListObjectsV2Response page;
        do
        {
            page = await AskAsync(() => _client.ListObjectsV2Async(request, cancel), cancel);
            foreach (var file in (page.S3Objects ?? []).Where(file => file.LastModified?.ToUniversalTime() < before.UtcDateTime))
                yield return file.Key[options.Prefix.Length..];
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    // What its callers know of is a store that can't, not which one it is.
    private static async Task<T> AskAsync<T>(Func<Task<T>> ask, CancellationToken cancel)
    {
        try
        {
            return await ask();
        }
        catch (Exception e) when (e is AmazonServiceException or AmazonClientException or HttpRequestException or TimeoutException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            throw new IOException($"The object store failed: {e.Message}", e);
        }
    }
}
