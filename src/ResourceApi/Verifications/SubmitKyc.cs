using Microsoft.AspNetCore.Http.HttpResults;
using ResourceApi.Data;
using ServiceDefaults.Answers;

namespace ResourceApi.Verifications;

/// <summary>POST a verification of the identity.</summary>
internal static class SubmitKyc
{
    public static async Task<Results<CreatedEnvelope<KycAnswer>, Problem>> HandleAsync(
        HttpContext http, SubmissionReader reader, Submissions submissions, ApiDbContext db, Declarations declarations, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (submission, unread) = await reader.ReadAsync(http, VerificationType.Identity, cancellationToken);
        if (unread is not null)
            return unread;
        var user = Actor.Caller(http);
        var (id, refusal) = await submissions.SubmitAsync(submission!, user, cancellationToken);
        if (refusal is not null)
            return refusal;
        var standing = await KycStanding.ReadAsync(db, user.Name, clock.GetUtcNow(), cancellationToken);
        return Envelope.Created(KycAnswer.Of(standing, declarations), "Your documents have been submitted.", $"{VerificationEndpoints.Path}/{id}/");
    }
}
