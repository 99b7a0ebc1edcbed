using Microsoft.EntityFrameworkCore;
using ResourceApi.Data;
using ResourceApi.Limits;
using ServiceDefaults.Answers;

namespace ResourceApi.Verifications;

/// <summary>Takes a user's submission: cheap refusals first, then its pictures, then the one write.</summary>
internal sealed class Submissions(SubmissionPictures pictures, SubmissionRules rules, Budgets budgets, SubmissionStore store, IDbContextFactory<ApiDbContext> contexts)
{
    /// <summary>The id of the new verification, or why there is none.</summary>
    public async Task<(Guid Id, Problem? Refusal)> SubmitAsync(CheckedSubmission submission, Actor user, CancellationToken cancel)
    {
        await using (var db = await contexts.CreateDbContextAsync(cancel))
        {
            if (await rules.RefusalAsync(db, user.Name, submission.Kind, cancel) is { } early)
                return (default, early);
        }
        if (await budgets.TakeAsync([rules.Budget(user.Name)], cancel) is { } wait)
            return (default, Problem.TooManyRequests(wait, detail: "Too many submissions today: wait before trying again."));
        var (decoded, refusal) = await pictures.DecodeAsync(submission.Pictures, cancel);
        return refusal is not null ? (default, refusal) : await store.AddAsync(submission, decoded, user, cancel);
    }
}
