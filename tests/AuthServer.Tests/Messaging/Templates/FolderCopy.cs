namespace AuthServer.Tests.Messaging.Templates;

/// <summary>A copy of the shipped templates, for a test to change.</summary>
internal sealed class FolderCopy : IDisposable
{
    public FolderCopy()
    {
        foreach (var path in Directory.EnumerateFiles(Sample.ShippedFolder, "*", SearchOption.AllDirectories))
        {
            var target = File(System.IO.Path.GetRelativePath(Sample.ShippedFolder, path));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            System.IO.File.Copy(path, target);
        }
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("templates-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Replaces a text in a file, and gives the file's path.</summary>
    public string Replace(string name, string old, string replacement)
    {
        var text = System.IO.File.ReadAllText(File(name));
        Assert.Contains(old, text);
        System.IO.File.WriteAllText(File(name), text.Replace(old, replacement, StringComparison.Ordinal));
        return File(name);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
