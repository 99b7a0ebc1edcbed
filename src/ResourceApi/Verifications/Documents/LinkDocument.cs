using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ResourceApi.Data;
using ServiceDefaults.Answers;

namespace ResourceApi.Verifications.Documents;

/// <summary>POST for a link to a document.</summary>
internal static class LinkDocument
{
    public static async Task<Results<OkEnvelope<LinkAnswer>, Problem>> HandleAsync(
        Guid id, int number, ClaimsPrincipal user, ApiDbContext db, DocumentLinks links, CancellationToken cancellationToken)
    {
        var viewer = Viewer.Of(user);
        var document = await viewer.Seen(db.Verifications).Where(verification => verification.Id == id)
            .SelectMany(verification => verification.Documents).AsNoTracking()
            .SingleOrDefaultAsync(document => document.Number == number && document.WrappedKey != null, cancellationToken);
        return document is null ? Problem.NotFound() : Envelope.Ok(links.Make(document, viewer), "The link works for a short while.");
    }
}
