using AuthServer.Validation.Metadata;
using ServiceDefaults.Sections;

namespace ResourceApi.Hosting;

/// <summary>Section <c>Resource</c>: what this API tells clients of itself (RFC 9728).</summary>
public sealed class ResourceOptions : ICheckedSection
{
    /// <summary>This API's address as clients know it; empty: it tells nothing of itself.</summary>
    public string Identifier { get; set; } = "";

    /// <summary>Its name for people.</summary>
    public string Name { get; set; } = "Marketplace";

    /// <summary>The address of a page for developers; empty: none.</summary>
    public string Documentation { get; set; } = "";

    /// <summary>What the metadata are made of; null where there are none.</summary>
    internal ProtectedResource? Resource => Identifier.Length == 0 ? null : new(Identifier)
    {
        Name = Name.Length == 0 ? null : Name,
        Documentation = Documentation.Length == 0 ? null : Documentation,
    };

    /// <summary>Metadata that came over plain http could send clients, and their users, to anybody.</summary>
    public IEnumerable<string> Faults(IHostEnvironment environment)
    {
        if (Identifier.Length > 0 && Fault(Identifier, environment) is { } identifier)
            yield return "Identifier: " + identifier;
        else if (Resource is { IsValid: false })
            yield return "Identifier: must have no query, fragment and percent-encoding.";
        if (Documentation.Length > 0 && Fault(Documentation, environment) is { } documentation)
            yield return "Documentation: " + documentation;
    }

    private static string? Fault(string text, IHostEnvironment environment)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.UserInfo.Length > 0)
            return "must be an absolute address.";
        var isLocal = address.Scheme == Uri.UriSchemeHttp && address.IsLoopback && !environment.IsProduction();
        return address.Scheme == Uri.UriSchemeHttps || isLocal ? null : "must be an https address; http is for loopback, outside Production.";
    }
}
