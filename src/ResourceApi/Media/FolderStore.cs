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
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await ReplaceAsync(path, content, cancel);
        }
        catch (UnauthorizedAccessException e)
        {
            throw Denied(e);
        }
    }

    /// <inheritdoc/>
    public async Task<byte[]?> ReadAsync(string name, CancellationToken cancel)
    {
        try
        {
            return await File.ReadAllBytesAsync(PathOf(name), cancel);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (UnauthorizedAccessException e)
        {
            throw Denied(e);
        }
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string name, CancellationToken cancel) => Task.FromResult(Ask(() =>
    {
        File.Delete(PathOf(name));
        return true;
    }, absent: false));

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListAsync(string prefix, DateTimeOffset before, [EnumeratorCancellation] CancellationToken cancel)
    {
        var below = PathOf(prefix);
        using var paths = Ask(() => Directory.EnumerateFiles(below, "*", SearchOption.AllDirectories).GetEnumerator(), absent: null);
        while (paths is not null && Ask(paths.MoveNext, absent: false))
        {
            cancel.ThrowIfCancellationRequested();
            var path = paths.Current;
            if (Ask(() => File.GetLastWriteTimeUtc(path), absent: DateTime.MaxValue) < before.UtcDateTime)
                yield return Path.GetRelativePath(_root, path).Replace(Path.DirectorySeparatorChar, '/');
        }
        await Task.CompletedTask;
    }

    private static async Task ReplaceAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
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

    private static T Ask<T>(Func<T> ask, T absent)
    {
        try
        {
            return ask();
        }
        catch (DirectoryNotFoundException)
        {
            return absent;
        }
        catch (UnauthorizedAccessException e)
        {
            throw Denied(e);
        }
    }

    // It is no IOException of its own, and to callers a store that can't is one and the same.
    private static IOException Denied(UnauthorizedAccessException failure) => new("The folder does not let this process do it.", failure);

    private string PathOf(string name)
    {
        var path = Path.GetFullPath(Path.Combine(_root, name));
        return path.StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? path : throw new ArgumentException("A file's name must stay in its folder.", nameof(name));
    }
}
