namespace AuthServer.Credentials;

/// <summary>A user's PIN.</summary>
public sealed class PinCredential
{
    /// <summary>Stands in the place of a hash, of a PIN or a password, that nothing fits: its owner said that somebody else knows it.</summary>
    public const string Unusable = "";

    /// <summary>The user.</summary>
    public required Guid UserId { get; init; }

    /// <summary>What <see cref="SecretHasher"/> made of it.</summary>
    public required string Hash { get; set; }

    /// <summary>When it was set.</summary>
    public required DateTimeOffset ChangedAt { get; set; }
}
