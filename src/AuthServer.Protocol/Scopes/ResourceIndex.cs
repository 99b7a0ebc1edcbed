using AuthServer.Protocol.Keys;

namespace AuthServer.Protocol.Scopes;

/// <summary>The scopes and resources of one moment, by all their names.</summary>
internal sealed class ResourceIndex
{
    private readonly Dictionary<string, string> _names = [];
    private readonly Dictionary<string, string> _algorithms = [];

    public ResourceIndex(IEnumerable<Scope> scopes, IEnumerable<Resource> resources)
    {
        Scopes = scopes.ToDictionary(s => s.Name);
        foreach (var resource in resources)
        {
            _algorithms[resource.Name] = resource.AccessTokenAlgorithm;
            _names[resource.Name] = resource.Name;
            // A URI that two resources claim is the first one's; a name is nobody else's.
            foreach (var uri in resource.Uris.Append(resource.Name).Where(IsUri)) _names.TryAdd(Canonical(uri), resource.Name);
        }
    }

    /// <summary>Nothing yet.</summary>
    public static ResourceIndex Empty { get; } = new([], []);

    public Dictionary<string, Scope> Scopes { get; }

    /// <summary>The resource that a client names in <c>resource</c>; null where it is unknown.</summary>
    public string? NameOf(string identifier) => _names.GetValueOrDefault(identifier) ?? (IsUri(identifier) ? _names.GetValueOrDefault(Canonical(identifier)) : null);

    /// <summary>The algorithm of tokens for a resource.</summary>
    public string AlgorithmOf(string resource) => _algorithms.GetValueOrDefault(resource, SigningAlgorithms.ES256);

    // RFC 8707 §2: an absolute URI without a fragment.
    private static bool IsUri(string identifier) =>
        identifier.Contains(':', StringComparison.Ordinal) && !identifier.Contains('#', StringComparison.Ordinal) && Uri.TryCreate(identifier, UriKind.Absolute, out _);

    // The root of a server is written with a slash and without; otherwise they are compared as they are spelled.
    private static string Canonical(string uri) => uri.EndsWith('/') ? uri[..^1] : uri;
}
