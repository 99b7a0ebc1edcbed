namespace AuthServer.Credentials;

/// <summary>A user's PIN.</summary>
public sealed class PinCredential
{
    /// <summary>The user.</summary>
    public required Guid UserId { get; init; }

    /// <summary>What <see cref="SecretHasher"/> made of it.</summary>
    public required string Hash { get; set; }

    /// <summary>When it was set.</summary>
    public required DateTimeOffset ChangedAt { get; set; }
}
