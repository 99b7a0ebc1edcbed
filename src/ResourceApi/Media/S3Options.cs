using System.Text.RegularExpressions;

namespace ResourceApi.Media;

/// <summary>Section <c>Files:S3</c>: a bucket of an S3-compatible store.</summary>
public sealed partial class S3Options
{
    /// <summary>The store's address, without the bucket; buckets are named in the path.</summary>
    public string Endpoint { get; set; } = "";

    public string Bucket { get; set; } = "";

    /// <summary>The region that requests are signed for.</summary>
    public string Region { get; set; } = "us-east-1";

    public string AccessKey { get; set; } = "";

    public string SecretKey { get; set; } = "";

    /// <summary>What every file's name begins with, such as <c>production/</c>; may be empty.</summary>
    public string Prefix { get; set; } = "";

    internal IEnumerable<string> Faults(IHostEnvironment environment)
    {
        if (!Uri.TryCreate(Endpoint, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.PathAndQuery != "/")
            yield return "Endpoint: must be an absolute http or https address without a path.";
        else if (environment.IsProduction() && address.Scheme != Uri.UriSchemeHttps)
            yield return "Endpoint: must be an https address in Production.";
        if (!BucketName().IsMatch(Bucket))
            yield return "Bucket: must be the name of a bucket.";
        if (string.IsNullOrWhiteSpace(Region))
            yield return "Region: must not be empty.";
        if (string.IsNullOrWhiteSpace(AccessKey))
            yield return "AccessKey: must not be empty.";
        if (string.IsNullOrWhiteSpace(SecretKey))
            yield return "SecretKey: must not be empty.";
        if (!PrefixForm().IsMatch(Prefix))
            yield return "Prefix: must be empty, or letters, digits, '-' and '/' that end in '/'.";
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\z", RegexOptions.CultureInvariant)]
    private static partial Regex BucketName();

    [GeneratedRegex(@"\A([A-Za-z0-9-]+/)*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex PrefixForm();
}
