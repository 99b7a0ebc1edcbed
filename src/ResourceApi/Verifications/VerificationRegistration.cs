using ResourceApi.Verifications.Documents;
using ResourceApi.Verifications.Providers;
using ResourceApi.Verifications.Webhooks;
using ServiceDefaults.Sections;

namespace ResourceApi.Verifications;

/// <summary>Registers verifications, their documents and their providers.</summary>
internal static class VerificationRegistration
{
    public static void AddVerifications(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSection<VerificationOptions>(builder.Configuration, "Verifications");
        services.AddSingleton<Declarations>();
        services.AddSingleton<VerifiedClaims>();
        services.AddSingleton<VerificationNews>();
        services.AddSingleton<Decisions>();
        services.AddSingleton<Reviews>();
        services.AddSingleton<DocumentVault>();
        services.AddSingleton<DocumentLinks>();
        services.AddSingleton<SubmissionReader>();
        services.AddSingleton<SubmissionPictures>();
        services.AddSingleton<SubmissionRules>();
        services.AddSingleton<SubmissionEntry>();
        services.AddSingleton<SubmissionStore>();
        services.AddSingleton<Submissions>();
        services.AddSingleton<WebhookInbox>();
        services.AddSingleton<IKycProvider, StandardWebhooks>();
        services.AddSingleton<IKycProvider, SumsubWebhooks>();
    }
}
