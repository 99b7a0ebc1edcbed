namespace ResourceApi.Media;

/// <summary>Section <c>Files</c>: where files lie.</summary>
public sealed class FilesOptions
{
    /// <summary>The folder of <c>folder</c>; nodes that share a database must share it too.</summary>
    public string Folder { get; set; } = "data/files";
}
