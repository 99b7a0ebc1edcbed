namespace ResourceApi.Verifications;

/// <summary>A verification as its owner and its reviewers see it.</summary>
public sealed record VerificationAnswer
{
    public required Guid Id { get; init; }

    /// <summary>Who submitted it.</summary>
    public required string UserId { get; init; }

    public required VerificationType VerificationType { get; init; }

    public required string DocumentType { get; init; }

    public required VerificationStatus Status { get; init; }

    /// <summary>What was declared when it was submitted; its members are null where it can't be read any more.</summary>
    public required Declaration Declared { get; init; }

    public required IReadOnlyList<DocumentAnswer> Documents { get; init; }

    /// <summary>Why it was rejected, in words.</summary>
    public string? RejectionReason { get; init; }

    public RejectionCode? RejectionCode { get; init; }

    /// <summary>Who changed it last; told to reviewers only.</summary>
    public string? DecidedBy { get; init; }

    public required DateTime SubmittedAt { get; init; }

    public required DateTime UpdatedAt { get; init; }

    public DateTime? VerifiedAt { get; init; }

    public DateTime? ExpiresAt { get; init; }

    internal static VerificationAnswer Of(Verification verification, Declarations declarations, bool forReviewer) => new()
    {
        Id = verification.Id,
        UserId = verification.UserId,
        VerificationType = verification.Type,
        DocumentType = verification.DocumentType,
        Status = verification.Status,
        Declared = declarations.Open(verification) ?? new(),
        Documents = [.. verification.Documents.OrderBy(document => document.Number).Select(DocumentAnswer.Of)],
        RejectionReason = verification.RejectionReason,
        RejectionCode = verification.RejectionCode,
        DecidedBy = forReviewer ? verification.DecidedBy : null,
        SubmittedAt = verification.SubmittedAt.UtcDateTime,
        UpdatedAt = verification.ChangedAt.UtcDateTime,
        VerifiedAt = verification.VerifiedAt?.UtcDateTime,
        ExpiresAt = verification.ExpiresAt?.UtcDateTime,
    };
}
