namespace AuthServer.Protocol.Scopes;

/// <summary>A resource server: the audience of access tokens, and the scopes that it understands.</summary>
public sealed class Resource
{
    /// <summary>The identifier that stands in <c>aud</c>, such as <c>resource-api</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Shown to people.</summary>
    public required string DisplayName { get; set; }

    /// <summary>The scopes of this resource.</summary>
    public List<Scope> Scopes { get; init; } = [];
}
