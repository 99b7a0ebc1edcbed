using Microsoft.EntityFrameworkCore;
using ResourceApi.Data;
using ServiceDefaults.Answers;

namespace ResourceApi.Verifications;

/// <summary>GET the counts of verifications.</summary>
internal static class SummarizeVerifications
{
    public static async Task<OkEnvelope<StatusSummary>> HandleAsync(ApiDbContext db, CancellationToken cancellationToken)
    {
        var counts = await db.Verifications.GroupBy(one => new { one.Type, one.Status })
            .Select(group => new { group.Key.Type, group.Key.Status, Count = group.Count() }).ToListAsync(cancellationToken);
        Dictionary<string, int> ByStatus(Func<VerificationType, bool> of) => Enum.GetValues<VerificationStatus>()
            .ToDictionary(Word<VerificationStatus>.Of, status => counts.Where(count => count.Status == status && of(count.Type)).Sum(count => count.Count), StringComparer.Ordinal);
        var byType = Enum.GetValues<VerificationType>()
            .ToDictionary(Word<VerificationType>.Of, IReadOnlyDictionary<string, int> (type) => ByStatus(one => one == type), StringComparer.Ordinal);
        return Envelope.Ok(new StatusSummary(counts.Sum(count => count.Count), ByStatus(_ => true), byType), "Verifications by state and type.");
    }
}
