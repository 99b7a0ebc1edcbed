namespace ResourceApi.Verifications;

/// <summary>What a verification shall come to, and why.</summary>
/// <param name="To">The state.</param>
/// <param name="By">Who decides.</param>
internal sealed record Decision(VerificationStatus To, Actor By)
{
    /// <summary>What a provider says it has verified.</summary>
    public KycLevel? Level { get; init; }

    public RejectionCode? Code { get; init; }

    /// <summary>In words, for the user.</summary>
    public string? Reason { get; init; }
}
