using ServiceDefaults.Sections;

namespace ResourceApi.Media;

/// <summary>Section <c>Files</c>: where files lie.</summary>
public sealed class FilesOptions : ICheckedSection
{
    private const string InFolder = "folder";
    private const string InS3 = "s3";

    /// <summary><c>folder</c> or <c>s3</c>.</summary>
    public string Store { get; set; } = InFolder;

    /// <summary>The folder of <c>folder</c>; nodes that share a database must share it too.</summary>
    public string Folder { get; set; } = "data/files";

    /// <summary>The bucket of <c>s3</c>.</summary>
    public S3Options S3 { get; } = new();

    internal bool IsS3 => Store == InS3;

    /// <summary>The store must be one that there is, with all that it needs.</summary>
    public IEnumerable<string> Faults(IHostEnvironment environment)
    {
        if (Store is not (InFolder or InS3))
            return [$"Store: must be {InFolder} or {InS3}."];
        if (IsS3)
            return S3.Faults(environment).Select(fault => "S3:" + fault);
        return string.IsNullOrWhiteSpace(Folder) ? ["Folder: must not be empty."] : [];
    }
}
