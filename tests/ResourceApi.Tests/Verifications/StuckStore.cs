using ResourceApi.Media;

namespace ResourceApi.Tests.Verifications;

/// <summary>A folder in which one file can't be deleted, and which lists that first.</summary>
internal sealed class StuckStore(string folder, string stuck) : IFileStore
{
    private readonly FolderStore _folder = new(folder);

    public Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancel) => _folder.WriteAsync(name, content, cancel);

    public Task<byte[]?> ReadAsync(string name, CancellationToken cancel) => _folder.ReadAsync(name, cancel);

    public Task DeleteAsync(string name, CancellationToken cancel) => name == stuck ? throw new IOException("Stuck.") : _folder.DeleteAsync(name, cancel);

    public IAsyncEnumerable<string> ListAsync(string prefix, DateTimeOffset before, CancellationToken cancel) =>
        _folder.ListAsync(prefix, before, cancel).OrderByDescending(name => name == stuck);
}
