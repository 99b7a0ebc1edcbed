namespace AuthServer.Credentials;

/// <summary>A code that was sent to a phone or an e-mail address and not used yet.</summary>
public sealed class OneTimeCode
{
    /// <summary>Key of the row; the challenge id where the code belongs to a challenge.</summary>
    public required Guid Id { get; init; }

    /// <summary>The name of its <see cref="CodePurpose"/>.</summary>
    public required string Purpose { get; init; }

    /// <summary>The user.</summary>
    public required Guid Subject { get; init; }

    /// <summary>The number or address it was sent to.</summary>
    public required string Destination { get; init; }

    /// <summary>Version of the ring key ‖ MAC over the code and everything it is bound to.</summary>
    public required byte[] Mac { get; init; }

    /// <summary>Tries reserved so far.</summary>
    public int Attempts { get; init; }

    /// <summary>What the flow has to remember until the code comes back; no secrets.</summary>
    public string? Payload { get; init; }

    /// <summary>When it was sent.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it is no longer good.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
