using AuthServer.Validation.Requirements;
using ResourceApi.Hosting;
using ServiceDefaults.Answers;

namespace ResourceApi.Verifications.Documents;

/// <summary>The routes by which documents are looked at.</summary>
internal static class DocumentEndpoints
{
    public const string Path = "/documents";

    public static void MapDocuments(this IEndpointRouteBuilder app)
    {
        app.MapPost(VerificationEndpoints.Path + "/{id:guid}/documents/{number:int}/link", LinkDocument.HandleAsync).WithTags("Verifications")
            .NeedsUser().RequireOfToken(new VerificationScopeRequirement())
            .WithSummary("Makes a link to a document's picture")
            .WithDescription("For the owner and for reviewers. The link is for who asked for it, needs no token, and works for a minute; every view of it is recorded.")
            .FailsWith(StatusCodes.Status404NotFound, "not_found");
        app.MapGet(Path + "/{token}", ViewDocument.HandleAsync).WithTags("Verifications")
            // An <img> or a new tab sends no bearer token: the link itself is the permission, and says whose it is.
            .AllowAnonymous()
            .WithSummary("A document's picture, by its link")
            .Produces<byte[]>(StatusCodes.Status200OK, ViewDocument.MediaType)
            .FailsWith(StatusCodes.Status404NotFound, "not_found")
            .FailsWith(StatusCodes.Status503ServiceUnavailable, "storage_unavailable");
    }
}
