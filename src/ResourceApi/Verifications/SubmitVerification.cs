using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults.Answers;

namespace ResourceApi.Verifications;

/// <summary>POST a verification of any type.</summary>
internal static class SubmitVerification
{
    public static async Task<Results<CreatedEnvelope<SubmittedAnswer>, Problem>> HandleAsync(HttpContext http, SubmissionReader reader, Submissions submissions, CancellationToken cancellationToken)
    {
        var (submission, unread) = await reader.ReadAsync(http, type: null, cancellationToken);
        if (unread is not null)
            return unread;
        var (id, refusal) = await submissions.SubmitAsync(submission!, Actor.Caller(http), cancellationToken);
        return refusal is not null
            ? refusal
            : Envelope.Created(new SubmittedAnswer(id, VerificationStatus.Pending), "Your documents have been submitted.", $"{VerificationEndpoints.Path}/{id}/");
    }
}
