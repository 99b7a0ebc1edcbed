namespace AuthServer.Protocol.Scopes;

/// <summary>A scope, with the words in which the consent page explains it.</summary>
public sealed class Scope
{
    /// <summary>The scope token, unique over all resources.</summary>
    public required string Name { get; init; }

    /// <summary>What allowing it means, as a sentence that a user understands.</summary>
    public required string Description { get; set; }

    /// <summary>It cannot be unticked on the consent page.</summary>
    public bool Required { get; set; }

    /// <summary>Rises with every change.</summary>
    public long Version { get; set; } = 1;

    /// <summary>The resource whose audience the scope brings into the access token; null for the scopes of OpenID Connect.</summary>
    public string? ResourceName { get; init; }
}
