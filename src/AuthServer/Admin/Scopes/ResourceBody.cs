namespace AuthServer.Admin.Scopes;

/// <summary>A resource as it is written.</summary>
internal sealed class ResourceBody
{
    /// <summary>The identifier that stands in <c>aud</c>: 1 to 100 letters, digits, dots, hyphens and underscores; on a change that of the address, or left out.</summary>
    public string? Name { get; init; }

    /// <summary>Shown to people; 1 to 100 characters.</summary>
    public required string DisplayName { get; init; }

    /// <summary>The absolute URIs by which clients name it in <c>resource</c> (RFC 8707 §2), besides its name; none is another resource's.</summary>
    public IReadOnlyList<string>? Uris { get; init; }

    /// <summary>The algorithm of access tokens for it; ES256 where it is left out.</summary>
    public string? AccessTokenSigningAlg { get; init; }
}
