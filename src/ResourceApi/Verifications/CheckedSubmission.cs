namespace ResourceApi.Verifications;

/// <summary>A submission whose words are known to be good; its pictures are yet to be looked at.</summary>
/// <param name="Kind">What is to be verified.</param>
/// <param name="DocumentType">One of the kind's documents.</param>
/// <param name="Pictures">What was sent, in order.</param>
internal sealed record CheckedSubmission(VerificationKind Kind, string DocumentType, IReadOnlyList<SentPicture> Pictures);
