namespace ResourceApi.Media;

/// <summary>Where files lie: a folder, or an S3-compatible store. Names are ours: lower-case letters, digits, <c>-</c>, <c>.</c> and <c>/</c>.</summary>
/// <remarks>What the store can't do is an <see cref="IOException"/>; <see cref="StoreFailure"/> says what a caller is told.</remarks>
internal interface IFileStore
{
    /// <summary>Writes a new file; on disk when it returns, and never seen half.</summary>
    Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancel);

    /// <summary>Reads a file; null where there is none.</summary>
    Task<byte[]?> ReadAsync(string name, CancellationToken cancel);

    /// <summary>Deletes a file; nothing happens where there is none.</summary>
    Task DeleteAsync(string name, CancellationToken cancel);

    /// <summary>The names below a prefix that are older than a moment, for the job that clears what no row names.</summary>
    IAsyncEnumerable<string> ListAsync(string prefix, DateTimeOffset before, CancellationToken cancel);
}
