namespace AuthServer.Admin.RegistrationTokens;

/// <summary>An initial access token to make.</summary>
internal sealed class TokenBody
{
    /// <summary>What to call it; 1 to 100 characters.</summary>
    public required string Name { get; init; }

    /// <summary>How many clients may be registered with it, 1 to 100000.</summary>
    public required int Quota { get; init; }

    /// <summary>When it stops working.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>What clients registered with it may ask for at most, separated by spaces; where it is left out, what everybody may who registers.</summary>
    public string? Scope { get; init; }
}
