using ServiceDefaults.Sections;

namespace ResourceApi.Hosting;

/// <summary>Section <c>Auth</c>: whose tokens this API accepts.</summary>
public sealed class AuthOptions : ICheckedSection
{
    /// <summary>The issuer, spelled exactly as in its tokens.</summary>
    public string Authority { get; set; } = "http://localhost:5100";

    /// <summary>This API's name in <c>aud</c>.</summary>
    public string Audience { get; set; } = "resource-api";

    /// <summary>Keys that came over plain http could be anybody's.</summary>
    public IEnumerable<string> Faults(IHostEnvironment environment)
    {
        if (!Uri.TryCreate(Authority, UriKind.Absolute, out var authority))
            yield return "Authority: must be an absolute address.";
        else if (environment.IsProduction() && authority.Scheme != Uri.UriSchemeHttps)
            yield return "Authority: must be an https address in Production.";
        if (string.IsNullOrWhiteSpace(Audience))
            yield return "Audience: must not be empty.";
    }
}
