namespace ResourceApi.Verifications;

/// <summary>How far the caller is verified.</summary>
/// <param name="KycStatus"><c>none</c>, <c>pending</c>, <c>in_progress</c>, <c>verified</c>, <c>rejected</c> or <c>expired</c>.</param>
/// <param name="Level"><c>none</c>, <c>basic</c> (identity) or <c>full</c> (identity and address).</param>
/// <param name="Application">The newest submission for the identity; null where there is none.</param>
public sealed record KycAnswer(string KycStatus, KycLevel Level, VerificationAnswer? Application)
{
    internal static KycAnswer Of(KycStanding standing, Declarations declarations) => new(
        standing.StatusWord, standing.Level, standing.Application is { } application ? VerificationAnswer.Of(application, declarations, forReviewer: false) : null);
}
