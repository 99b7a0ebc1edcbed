using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults.Answers;

namespace ResourceApi.Verifications;

/// <summary>POST that a verification has succeeded.</summary>
internal static class MarkVerified
{
    public static Task<Results<OkEnvelope<VerificationAnswer>, Problem>> HandleAsync(Guid id, HttpContext http, Reviews reviews, CancellationToken cancellationToken) =>
        reviews.DecideAsync(id, new Decision(VerificationStatus.Verified, Actor.Caller(http)), "The verification has been approved.", cancellationToken);
}
