using AuthServer.Protocol.Keys;

namespace AuthServer.Protocol.Scopes;

/// <summary>A resource server: the audience of access tokens, and the scopes that it understands.</summary>
public sealed class Resource
{
    /// <summary>The identifier that stands in <c>aud</c>, such as <c>resource-api</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Shown to people.</summary>
    public required string DisplayName { get; set; }

    /// <summary>The absolute URIs by which clients name it in <c>resource</c> (RFC 8707 §2), besides <see cref="Name"/>.</summary>
    public List<string> Uris { get; set; } = [];

    /// <summary>The algorithm of access tokens for it.</summary>
    public string AccessTokenAlgorithm { get; set; } = SigningAlgorithms.ES256;

    /// <summary>Rises with every change.</summary>
    public long Version { get; set; } = 1;

    /// <summary>The scopes of this resource.</summary>
    public List<Scope> Scopes { get; init; } = [];
}
