using System.Runtime.CompilerServices;

namespace ResourceApi.Media;

/// <summary>Files in a folder of this machine, outside every web root.</summary>
internal sealed class FolderStore(string folder) : IFileStore
{
    private readonly string _root = Path.GetFullPath(folder);

    /// <inheritdoc/>
    public async Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var unfinished = path + ".new";
        try
        {
            await using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.WriteThrough))
            {
                await file.WriteAsync(content, cancel);
                file.Flush(flushToDisk: true);
            }
            // Renaming is one step: a reader sees the whole file or none.
            File.Move(unfinished, path, overwrite: true);
        }
        catch
        {
            // A full disk stays full as long as what did not fit lies on it.
            File.Delete(unfinished);
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<byte[]?> ReadAsync(string name, CancellationToken cancel)
    {
        var path = PathOf(name);
        return File.Exists(path) ? await File.ReadAllBytesAsync(path, cancel) : null;
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string name, CancellationToken cancel)
    {
        var path = PathOf(name);
        if (File.Exists(path))
            File.Delete(path);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListAsync(string prefix, DateTimeOffset before, [EnumeratorCancellation] CancellationToken cancel)
    {
        var below = PathOf(prefix);
        if (!Directory.Exists(below))
            yield break;
        foreach (var path in Directory.EnumerateFiles(below, "*", SearchOption.AllDirectories))
        {
            cancel.ThrowIfCancellationRequested();
            if (File.GetLastWriteTimeUtc(path) < before.UtcDateTime)
                yield return Path.GetRelativePath(_root, path).Replace(Path.DirectorySeparatorChar, '/');
        }
        await Task.CompletedTask;
    }

    private string PathOf(string name)
    {
        var path = Path.GetFullPath(Path.Combine(_root, name));
        return path.StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? path : throw new ArgumentException("A file's name must stay in its folder.", nameof(name));
    }
}
