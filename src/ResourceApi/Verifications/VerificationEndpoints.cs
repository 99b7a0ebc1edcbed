using AuthServer.Validation.Requirements;
using ResourceApi.Hosting;
using ResourceApi.Idempotency;
using ResourceApi.Limits;
using ResourceApi.People;
using ServiceDefaults.Answers;

namespace ResourceApi.Verifications;

/// <summary>The routes of verifications: who submits them, who looks at them, who decides.</summary>
internal static class VerificationEndpoints
{
    public const string Path = "/users/verifications";

    public static void MapVerifications(this IEndpointRouteBuilder app)
    {
        app.MapPost("/users/verify", SubmitVerification.HandleAsync).WithTags("Verifications").TakesSubmission()
            .WithSummary("Submits documents for a verification")
            .WithDescription("""
                Needs scope `verifications:submit`. As JSON, each of `documents` has a `url` or `base64`, and perhaps a `side`; as multipart, files are in fields named `documents`.
                `identity` takes `national_id`, `passport`, `driving_licence`, `residence_permit`; `address` takes `utility_bill`, `bank_statement`, `tax_statement`, `residence_permit`;
                `professional` takes `certificate`, `licence`, `insurance`; `educational` takes `diploma`, `certificate`, `transcript`.
                The names, date of birth and address of the caller's profile at this moment are what is verified.
                """);

        var seen = app.MapGroup(Path).WithTags("Verifications").NeedsUser().RequireOfToken(new VerificationScopeRequirement());
        seen.MapGet("/", ListVerifications.HandleAsync)
            .WithSummary("The caller's verifications; an admin's list has everybody's")
            .WithDescription("Needs scope `verifications:submit` or `verifications:review`; all are listed with the latter and role `admin`. Newest first; `limit` is 1 to 100, by default 20.")
            .FailsWith(StatusCodes.Status400BadRequest, "validation_failed");
        seen.MapGet("/{id:guid}", ReadVerification.HandleAsync)
            .WithSummary("One verification")
            .FailsWith(StatusCodes.Status404NotFound, "not_found");

        var reviewed = app.MapGroup(Path).WithTags("Verifications").NeedsUser().RequireScope(VerificationScopes.Review).RequireTokenRole(UserTypes.Admin)
            .FailsWith(StatusCodes.Status403Forbidden, "forbidden");
        reviewed.MapGet("/status_summary", SummarizeVerifications.HandleAsync).WithSummary("Counts by status and by type");
        reviewed.MapPost("/{id:guid}/mark_in_progress", MarkInProgress.HandleAsync).Decides().WithSummary("Begins a review");
        // What is decided stays: an app that lies open since yesterday decides nothing.
        var maxAge = app.ServiceProvider.GetRequiredService<VerificationOptions>().ReviewMaxAge;
        reviewed.MapPost("/{id:guid}/mark_verified", MarkVerified.HandleAsync).Decides().NeedsFreshSignIn(maxAge).WithSummary("Approves a verification, after a sign-in of the last hours");
        reviewed.MapPost("/{id:guid}/mark_rejected", MarkRejected.HandleAsync).Decides().NeedsFreshSignIn(maxAge).WithSummary("Rejects a verification, after a sign-in of the last hours");
    }

    /// <summary>How a route that takes a submission is called, and how it fails.</summary>
    public static RouteHandlerBuilder TakesSubmission(this RouteHandlerBuilder route) => route.NeedsUser().RequireScope(VerificationScopes.Submit).Idempotent().LimitsUploads()
        .Accepts<Submission>("application/json", "multipart/form-data")
        .FailsWith(StatusCodes.Status400BadRequest, "invalid_json", "unknown_field", "validation_failed", "invalid_multipart", "too_many_files", "invalid_base64", "invalid_image_url", "invalid_image")
        .FailsWith(StatusCodes.Status409Conflict, "verification_open", "already_verified")
        .FailsWith(StatusCodes.Status413PayloadTooLarge, "payload_too_large")
        .FailsWith(StatusCodes.Status415UnsupportedMediaType, "unsupported_media_type")
        .FailsWith(StatusCodes.Status429TooManyRequests, "too_many_requests")
        .FailsWith(StatusCodes.Status503ServiceUnavailable, "image_processing_unavailable", "image_processing_busy", "storage_unavailable")
        .FailsWith(StatusCodes.Status507InsufficientStorage, "storage_full");

    private static RouteHandlerBuilder Decides(this RouteHandlerBuilder route) => route
        .WithDescription("Needs scope `verifications:review` and role `admin`. Nobody reviews their own.")
        .FailsWith(StatusCodes.Status403Forbidden, "own_verification")
        .FailsWith(StatusCodes.Status404NotFound, "not_found")
        .FailsWith(StatusCodes.Status409Conflict, "invalid_transition");
}
