using ResourceApi.Verifications.Documents;

namespace ResourceApi.Verifications;

/// <summary>One submission of a user and what became of it.</summary>
public sealed class Verification
{
    /// <summary>Version 7: later submissions have greater ones.</summary>
    public required Guid Id { get; init; }

    /// <summary>The token's <c>sub</c> of who submitted it.</summary>
    public required string UserId { get; init; }

    public required VerificationType Type { get; init; }

    /// <summary>One of the <see cref="VerificationKind.Documents"/> of the type.</summary>
    public required string DocumentType { get; init; }

    public VerificationStatus Status { get; init; }

    /// <summary>What the user said of themselves when they submitted it, a sealed <see cref="Verifications.Declaration"/>: a later change of the profile is not verified.</summary>
    public required byte[] Declaration { get; init; }

    /// <summary>The key of the ring that <see cref="Declaration"/> is sealed under.</summary>
    public required byte DeclarationKey { get; init; }

    /// <summary>What a provider says it has verified, where one decided.</summary>
    public KycLevel? Level { get; init; }

    public RejectionCode? RejectionCode { get; init; }

    public string? RejectionReason { get; init; }

    /// <summary>The <c>sub</c> of the reviewer, or <c>webhook:NAME</c>, of the last change.</summary>
    public string? DecidedBy { get; init; }

    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>When it came to its present state.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>When it was verified.</summary>
    public DateTimeOffset? VerifiedAt { get; init; }

    /// <summary>When what was verified has to be verified anew; null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public IList<Document> Documents { get; init; } = [];
}
