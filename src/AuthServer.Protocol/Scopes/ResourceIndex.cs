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
            foreach (var uri in resource.Uris.Append(resource.Name).Select(ResourceUri.Canonical).OfType<string>()) _names.TryAdd(uri, resource.Name);
        }
    }

    /// <summary>Nothing yet.</summary>
    public static ResourceIndex Empty { get; } = new([], []);

    public Dictionary<string, Scope> Scopes { get; }

    /// <summary>The resource that a client names in <c>resource</c>; null where it is unknown.</summary>
    public string? NameOf(string identifier) => _names.GetValueOrDefault(identifier) ?? (ResourceUri.Canonical(identifier) is { } uri ? _names.GetValueOrDefault(uri) : null);

    /// <summary>The algorithm of tokens for a resource.</summary>
    public string AlgorithmOf(string resource) => _algorithms.GetValueOrDefault(resource, SigningAlgorithms.ES256);
}
