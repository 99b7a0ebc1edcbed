using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace ResourceApi.Media.ProfileImages;

/// <summary>How the files of a profile image are named.</summary>
internal static partial class ImageName
{
    /// <summary>Where they lie in the file store, apart from files that not everybody may see.</summary>
    public const string Folder = "media/";

    private const int Characters = 32;

    /// <summary>The longest sides of the sizes, by their names in file names.</summary>
    public static readonly IReadOnlyList<(string Name, int LongestSide)> Sizes = [("small", 96), ("medium", 256), ("large", 1024)];

    /// <summary>A name of 128 random bits: whoever has not been given it does not find it.</summary>
    public static string New() => RandomNumberGenerator.GetHexString(Characters, lowercase: true);

    /// <summary>The file of one size.</summary>
    public static string File(string image, string size) => $"{image}-{size}.jpg";

    /// <summary>Whether a file name is one that <see cref="File"/> makes.</summary>
    public static bool IsFile(string file) => Pattern().IsMatch(file);

    /// <summary>The image that a stored file belongs to, finished or not; null where it is none of ours.</summary>
    public static string? ImageOf(string stored) =>
        stored.Length > Folder.Length + Characters && stored.StartsWith(Folder, StringComparison.Ordinal) ? stored.Substring(Folder.Length, Characters) : null;

    [GeneratedRegex(@"\A[0-9a-f]{32}-(small|medium|large)\.jpg\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
