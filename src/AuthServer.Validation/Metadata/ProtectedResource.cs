namespace AuthServer.Validation.Metadata;

/// <summary>What an API tells clients of itself (RFC 9728 §2).</summary>
/// <param name="Identifier">The API's address as clients know it, which they ask the authorization server for a token to: https without query and fragment (§1.2); compared with case and to the last slash.</param>
public sealed record ProtectedResource(string Identifier)
{
    /// <summary>Where metadata are found, below the host's root.</summary>
    public const string WellKnownPath = "/.well-known/oauth-protected-resource";

    /// <summary>The API's name for people; null leaves it out.</summary>
    public string? Name { get; init; }

    /// <summary>The address of a page for developers; null leaves it out.</summary>
    public string? Documentation { get; init; }

    /// <summary>The scopes that are told; empty: those that the host's routes need.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Where this API's metadata are found: the well-known path stands between host and path (§3.1).</summary>
    public string MetadataAddress => Address is { } address ? address.GetLeftPart(UriPartial.Authority) + WellKnownPath + Path : "";

    /// <summary>Whether the identifier is an absolute address in ASCII, without user information, query, fragment and percent-encoding: those have no route, no place in a header, or two spellings.</summary>
    public bool IsValid => Address is { UserInfo: "" } address
        && Identifier.All(c => c is > ' ' and <= '~' and not ('?' or '#' or '%' or '\\'))
        && !address.AbsolutePath.Contains('%', StringComparison.Ordinal);

    // §3.1: a slash that ends the host is removed; one that ends a path is part of it.
    internal string Path => Address is { AbsolutePath: not "/" } address ? address.AbsolutePath : "";

    private Uri? Address => Uri.TryCreate(Identifier, UriKind.Absolute, out var address) ? address : null;
}
