using Microsoft.EntityFrameworkCore;
using ResourceApi.Data;
using ResourceApi.Verifications.Documents;
using ServiceDefaults.Answers;

namespace ResourceApi.Verifications;

/// <summary>Puts a submission in: the verification, its documents and all that is told of it, in one transaction.</summary>
internal sealed class SubmissionEntry(Writes writes, SubmissionRules rules, Declarations declarations, VerificationNews news, TimeProvider clock)
{
    /// <summary>Null where it is in; else why it can't be, and then nothing is.</summary>
    public Task<Problem?> AddAsync(Guid id, CheckedSubmission submission, IReadOnlyList<Document> documents, Actor user, CancellationToken cancel) => writes.RunAsync(async db =>
    {
        // Asked again: among parallel submissions one is first.
        if (await rules.RefusalAsync(db, user.Name, submission.Kind, cancel) is { } refusal)
            return refusal;
        var profile = await db.Profiles.AsNoTracking().SingleOrDefaultAsync(profile => profile.Id == user.Name, cancel);
        var now = clock.GetUtcNow();
        var verification = new Verification
        {
            Id = id,
            UserId = user.Name,
            Type = submission.Kind.Type,
            DocumentType = submission.DocumentType,
            Status = VerificationStatus.Pending,
            Declaration = declarations.Seal(id, Declaration.Of(profile)),
            DeclarationKey = declarations.CurrentKey,
            SubmittedAt = now,
            ChangedAt = now,
            Documents = [.. documents],
        };
        db.Verifications.Add(verification);
        // What is told is read from the database.
        await db.SaveChangesAsync(cancel);
        await news.AddAsync(db, verification, VerificationStatus.Pending, user, reason: null, cancel);
        return (Problem?)null;
    }, cancel);
}
