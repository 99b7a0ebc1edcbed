using ResourceApi.Media;
using ResourceApi.Verifications.Documents;
using ServiceDefaults.Answers;

namespace ResourceApi.Verifications;

/// <summary>Keeps a submission: its files first, then the rows that name them. A file that no row names is cleared away by a job.</summary>
internal sealed class SubmissionStore(DocumentVault vault, SubmissionEntry entry, TimeProvider clock, ILogger<SubmissionStore> log)
{
    /// <summary>The id of the new verification, or why there is none.</summary>
    public async Task<(Guid Id, Problem? Refusal)> AddAsync(CheckedSubmission submission, IReadOnlyList<byte[]> pictures, Actor user, CancellationToken cancel)
    {
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        var documents = new List<Document>();
        try
        {
            foreach (var (picture, sent) in pictures.Zip(submission.Pictures))
                documents.Add(await vault.StoreAsync(id, documents.Count + 1, sent.Side, picture, cancel));
        }
        catch (IOException e)
        {
            log.LogError(e, "A document could not be written");
            return (default, StoreFailure.Of(e));
        }
        var refusal = await entry.AddAsync(id, submission, documents, user, cancel);
        if (refusal is null)
            return (id, null);
        // Only here is it certain that no row names them: after a failed commit nobody knows, and the job finds out.
        await vault.DeleteAsync(documents.ConvertAll(document => document.File!), cancel);
        return (default, refusal);
    }
}
