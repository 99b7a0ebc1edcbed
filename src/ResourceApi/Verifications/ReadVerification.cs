using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ResourceApi.Data;
using ServiceDefaults.Answers;

namespace ResourceApi.Verifications;

/// <summary>GET one verification.</summary>
internal static class ReadVerification
{
    public static async Task<Results<OkEnvelope<VerificationAnswer>, Problem>> HandleAsync(
        Guid id, ClaimsPrincipal user, ApiDbContext db, Declarations declarations, CancellationToken cancellationToken)
    {
        var viewer = Viewer.Of(user);
        var verification = await viewer.Seen(db.Verifications.AsNoTracking()).Include(one => one.Documents).SingleOrDefaultAsync(one => one.Id == id, cancellationToken);
        return verification is null ? Problem.NotFound() : Envelope.Ok(VerificationAnswer.Of(verification, declarations, viewer.IsReviewer), "The verification.");
    }
}
