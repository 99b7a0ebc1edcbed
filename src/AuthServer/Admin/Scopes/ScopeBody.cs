namespace AuthServer.Admin.Scopes;

/// <summary>A scope as it is written.</summary>
internal sealed class ScopeBody
{
    /// <summary>The scope token (RFC 6749 §3.3), 1 to 100 characters; on a change that of the address, or left out.</summary>
    public string? Name { get; init; }

    /// <summary>What allowing it means, as a sentence that a user understands; 1 to 200 characters.</summary>
    public required string Description { get; init; }

    /// <summary>Whether it cannot be unticked on the consent page.</summary>
    public bool Required { get; init; }

    /// <summary>The name of the resource whose audience it brings into access tokens; none where it is left out. It never changes.</summary>
    public string? Resource { get; init; }
}
