using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults.Answers;

namespace ResourceApi.Verifications;

/// <summary>POST that a review has begun.</summary>
internal static class MarkInProgress
{
    public static Task<Results<OkEnvelope<VerificationAnswer>, Problem>> HandleAsync(Guid id, HttpContext http, Reviews reviews, CancellationToken cancellationToken) =>
        reviews.DecideAsync(id, new Decision(VerificationStatus.InProgress, Actor.Caller(http)), "The review has begun.", cancellationToken);
}
