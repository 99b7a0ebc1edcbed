using ServiceDefaults.Sections;

namespace ResourceApi.Media;

/// <summary>Section <c>Media</c>: how profile images are made and where they are found.</summary>
public sealed class MediaOptions : ICheckedSection
{
    /// <summary>The address that image names are put behind, such as a CDN in front of <c>/media</c>; empty: <c>/media</c> on this API.</summary>
    public string PublicBase { get; set; } = "";

    /// <summary>libvips' program <c>vips</c>: a name on the <c>PATH</c>, or a path.</summary>
    public string ImageProgram { get; set; } = "vips";

    /// <summary>Pictures over plain http could be exchanged on their way.</summary>
    public IEnumerable<string> Faults(IHostEnvironment environment)
    {
        if (PublicBase.Length == 0)
            yield break;
        if (!Uri.TryCreate(PublicBase, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.Query.Length + address.Fragment.Length > 0)
            yield return "PublicBase: must be an absolute http or https address without query and fragment.";
        else if (environment.IsProduction() && address.Scheme != Uri.UriSchemeHttps)
            yield return "PublicBase: must be an https address in Production.";
    }
}
