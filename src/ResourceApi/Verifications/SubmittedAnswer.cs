namespace ResourceApi.Verifications;

/// <summary>What the submitter of a verification is told.</summary>
/// <param name="Id">The new verification.</param>
/// <param name="Status"><c>pending</c>.</param>
public sealed record SubmittedAnswer(Guid Id, VerificationStatus Status);
