using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using ResourceApi.Audit;
using ResourceApi.Data;
using ResourceApi.Media;
using ServiceDefaults.Answers;

namespace ResourceApi.Verifications.Documents;

/// <summary>GET a document's picture by a link.</summary>
internal static class ViewDocument
{
    public const string MediaType = "image/jpeg";

    public static async Task<Results<FileContentHttpResult, Problem>> HandleAsync(
        string token, HttpContext http, DocumentLinks links, Writes writes, AuditTrail audit, DocumentVault vault, CancellationToken cancellationToken)
    {
        if (links.Read(token) is not { } link)
            return Problem.NotFound();
        var document = await writes.RunAsync(db => RecordAsync(db, audit, link, http, cancellationToken), cancellationToken);
        if (document is null)
            return Problem.NotFound();
        try
        {
            return await vault.OpenAsync(document, cancellationToken) is { } picture ? Answer(http, document, picture) : Problem.NotFound();
        }
        catch (IOException e)
        {
            return StoreFailure.Of(e);
        }
    }

    private static FileContentHttpResult Answer(HttpContext http, Document document, byte[] picture)
    {
        var headers = http.Response.Headers;
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers[HeaderNames.ContentDisposition] = $"inline; filename=\"document-{document.Number}-{Word<DocumentSide>.Of(document.Side)}.jpg\"";
        return TypedResults.File(picture, MediaType);
    }

    // On disk before the first byte goes out: nobody sees a document unrecorded.
    private static async Task<Document?> RecordAsync(ApiDbContext db, AuditTrail audit, DocumentLink link, HttpContext http, CancellationToken cancel)
    {
        var document = await db.Documents.AsNoTracking().SingleOrDefaultAsync(one => one.Id == link.Document && one.WrappedKey != null, cancel);
        if (document is null)
            return null;
        var owner = await db.Verifications.Where(verification => verification.Id == document.VerificationId).Select(verification => verification.UserId).SingleAsync(cancel);
        audit.Add(db, link.Viewer, "verification.document_viewed", owner, document.VerificationId.ToString(), $"document {document.Number}", http.Connection.RemoteIpAddress?.ToString());
        return document;
    }
}
