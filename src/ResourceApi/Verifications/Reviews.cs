using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ResourceApi.Data;
using ServiceDefaults.Answers;

namespace ResourceApi.Verifications;

/// <summary>Takes what reviewers decide.</summary>
internal sealed class Reviews(Writes writes, Decisions decisions, VerificationNews news, Declarations declarations)
{
    /// <summary>Applies a reviewer's decision; among parallel ones, the first counts and the others are recorded.</summary>
    public Task<Results<OkEnvelope<VerificationAnswer>, Problem>> DecideAsync(Guid id, Decision decision, string message, CancellationToken cancel) =>
        writes.RunAsync<Results<OkEnvelope<VerificationAnswer>, Problem>>(async db =>
        {
            if (await FindAsync(db, id, cancel) is not { } verification)
                return Problem.NotFound();
            if (verification.UserId == decision.By.Name)
            {
                news.AddRefused(db, verification, decision.By, "own");
                return Problem.Forbidden("own_verification", "Nobody reviews their own verification: ask another admin.");
            }
            var isLegal = Transitions.IsLegal(verification.Status, decision.To);
            if (!await decisions.ApplyAsync(db, verification, decision, isLegal ? [decision.To] : null, cancel))
                return Problem.Conflict("invalid_transition", $"A verification that is {Word<VerificationStatus>.Of(verification.Status)} can't become {Word<VerificationStatus>.Of(decision.To)}.");
            return Envelope.Ok(VerificationAnswer.Of((await FindAsync(db, id, cancel))!, declarations, forReviewer: true), message);
        }, cancel);

    private static Task<Verification?> FindAsync(ApiDbContext db, Guid id, CancellationToken cancel) =>
        db.Verifications.AsNoTracking().Include(one => one.Documents).SingleOrDefaultAsync(one => one.Id == id, cancel);
}
