namespace AuthServer.Admin.Users;

/// <summary>The claim <c>address</c> (OIDC Core §5.1.1).</summary>
internal sealed record PostalAddress
{
    /// <summary><c>street_address</c>.</summary>
    public string? StreetAddress { get; init; }

    /// <summary><c>locality</c>.</summary>
    public string? Locality { get; init; }

    /// <summary><c>region</c>.</summary>
    public string? Region { get; init; }

    /// <summary><c>postal_code</c>.</summary>
    public string? PostalCode { get; init; }

    /// <summary><c>country</c>.</summary>
    public string? Country { get; init; }
}
