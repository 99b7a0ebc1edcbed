using AuthServer.Protocol.Scopes;

namespace AuthServer.Protocol.Registration;

/// <summary>An initial access token (RFC 7591 §3): the right to register so many clients.</summary>
public sealed class InitialAccessToken
{
    /// <summary>Key of the row.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>SHA-256 of the token, 32 bytes.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>What an administrator calls it.</summary>
    public required string Name { get; init; }

    /// <summary>How many clients may still be registered with it.</summary>
    public required int Remaining { get; init; }

    /// <summary>What clients registered with it may ask for at most; empty: what everybody may who registers.</summary>
    public ScopeSet Scopes { get; init; } = ScopeSet.Empty;

    /// <summary>When it stops working.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
