using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ResourceApi.Data;
using Sealing;
using ServiceDefaults.Answers;

namespace ResourceApi.Verifications;

/// <summary>GET the own verifications; a reviewer all of them.</summary>
internal static class ListVerifications
{
    public static async Task<Results<OkEnvelope<VerificationPage>, Problem>> HandleAsync(
        [AsParameters] ListFilter filter, ClaimsPrincipal user, ApiDbContext db, KeyRing ring, Declarations declarations, CancellationToken cancellationToken)
    {
        if (filter.Fault(ring) is { } fault)
            return fault;
        var viewer = Viewer.Of(user);
        var found = await filter.Apply(viewer.Seen(db.Verifications.AsNoTracking()), ring).Include(one => one.Documents)
            .OrderByDescending(one => one.Id).Take(filter.Count + 1).ToListAsync(cancellationToken);
        var items = found.Take(filter.Count).Select(one => VerificationAnswer.Of(one, declarations, viewer.IsReviewer)).ToList();
        var hasMore = found.Count > filter.Count;
        return Envelope.Ok(new VerificationPage(items, hasMore ? ListFilter.CursorAfter(items[^1].Id, ring) : null, hasMore), "Verifications, newest first.");
    }
}
