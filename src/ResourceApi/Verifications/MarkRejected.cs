using Microsoft.AspNetCore.Http.HttpResults;
using ResourceApi.Profiles;
using ServiceDefaults.Answers;
using ServiceDefaults.Bodies;

namespace ResourceApi.Verifications;

/// <summary>POST that a verification has failed, and why.</summary>
internal static class MarkRejected
{
    public static async Task<Results<OkEnvelope<VerificationAnswer>, Problem>> HandleAsync(
        Guid id, JsonBody<Rejection> body, HttpContext http, Reviews reviews, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var reason = ProfileText.Clean(body.Value.RejectionReason, lines: true, out var isClean);
        errors.Require(isClean, "rejection_reason", "Has characters that are not allowed.");
        errors.Require(reason is { Length: <= VerificationTable.ReasonLength }, "rejection_reason", $"Must say why, in at most {VerificationTable.ReasonLength} characters.");
        var code = Word<RejectionCode>.Parse(body.Value.RejectionCode);
        errors.Require(body.Value.RejectionCode is null || code is not null, "rejection_code", $"Must be one of: {Word<RejectionCode>.All}.");
        if (errors.Any)
            return Problem.Invalid(errors);
        var decision = new Decision(VerificationStatus.Rejected, Actor.Caller(http)) { Code = code ?? Word<RejectionCode>.Parse(reason), Reason = reason };
        return await reviews.DecideAsync(id, decision, "The verification has been rejected.", cancellationToken);
    }
}
