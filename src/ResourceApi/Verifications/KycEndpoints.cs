using AuthServer.Validation.Requirements;
using ResourceApi.Hosting;

namespace ResourceApi.Verifications;

/// <summary>The verification of identities under the paths of the first-party API.</summary>
internal static class KycEndpoints
{
    public const string Path = "/api/v1/kyc";

    public static void MapKyc(this IEndpointRouteBuilder app)
    {
        app.MapPost(Path + "/submit", SubmitKyc.HandleAsync).WithTags("KYC").TakesSubmission()
            .WithSummary("Submits documents for the verification of the caller's identity")
            .WithDescription("As `POST /users/verify/` with `verification_type` `identity`.");
        app.MapGet(Path + "/status", ReadKyc.HandleAsync).WithTags("KYC").NeedsUser().RequireOfToken(new VerificationScopeRequirement())
            .WithSummary("How far the caller is verified")
            .WithDescription("Needs scope `verifications:submit` or `verifications:review`. A renewal that waits or was rejected takes nothing from what is verified.");
    }
}
