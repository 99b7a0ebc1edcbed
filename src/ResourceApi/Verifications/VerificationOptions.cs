using System.ComponentModel.DataAnnotations;
using ResourceApi.Verifications.Providers;
using ServiceDefaults.Sections;

namespace ResourceApi.Verifications;

/// <summary>Section <c>Verifications</c>.</summary>
public sealed class VerificationOptions : ICheckedSection
{
    public TypePolicy Identity { get; } = new();

    public TypePolicy Address { get; } = new() { LifetimeDays = 365 };

    public TypePolicy Professional { get; } = new();

    public TypePolicy Educational { get; } = new() { LifetimeDays = 0 };

    /// <summary>How many submissions of one user are taken in a day.</summary>
    [Range(1, 1_000)]
    public int SubmissionsADay { get; set; } = 10;

    /// <summary>How many documents one submission may have.</summary>
    [Range(1, 10)]
    public int MostDocuments { get; set; } = 4;

    /// <summary>The largest submission as JSON, in bytes: one picture of the largest size in base64. More or larger ones come as multipart.</summary>
    [Range(64 * 1024, 100 * 1024 * 1024)]
    public int MostJsonBytes { get; set; } = 14 * 1024 * 1024;

    /// <summary>So many days before it expires, what is verified can be verified anew.</summary>
    [Range(0, 365)]
    public int RenewalDays { get; set; } = 30;

    /// <summary>How long a link to a document works, in seconds.</summary>
    [Range(5, 300)]
    public int LinkSeconds { get; set; } = 60;

    /// <summary>How old the sign-in of a reviewer who decides may be, in whole seconds from 1 second to 30 days (RFC 9470).</summary>
    public TimeSpan ReviewMaxAge { get; set; } = TimeSpan.FromHours(12);

    /// <summary>How long a provider's events are remembered, in days: longer than any of them is taken or repeated for.</summary>
    [Range(4, 365)]
    public int EventsKeptDays { get; set; } = 30;

    /// <summary>The rules that identities are verified by: <c>trust_framework</c> of <c>verified_claims</c> (OpenID Connect for Identity Assurance 1.0 §5).</summary>
    public string TrustFramework { get; set; } = "urn:authplatform:trust-framework:documents";

    /// <summary>The providers whose webhooks are taken.</summary>
    public ProviderSecrets Webhooks { get; } = new();

    /// <summary>Secrets must be ones that nobody guesses; everything else has a range.</summary>
    public IEnumerable<string> Faults(IHostEnvironment environment)
    {
        if (string.IsNullOrWhiteSpace(TrustFramework))
            yield return "TrustFramework: must name the rules that identities are verified by.";
        if (ReviewMaxAge < TimeSpan.FromSeconds(1) || ReviewMaxAge > TimeSpan.FromDays(30) || ReviewMaxAge.Ticks % TimeSpan.TicksPerSecond != 0)
            yield return "ReviewMaxAge: must be whole seconds, from 00:00:01 to 30.00:00:00.";
        // Data annotations are not followed into members.
        foreach (var type in Enum.GetValues<VerificationType>())
        {
            var results = new List<ValidationResult>();
            Validator.TryValidateObject(Policy(type), new ValidationContext(Policy(type)), results, validateAllProperties: true);
            foreach (var result in results)
                yield return $"{type}:{result.MemberNames.First()}: {result.ErrorMessage}";
        }
        foreach (var fault in Webhooks.Faults())
            yield return "Webhooks:" + fault;
    }

    internal TypePolicy Policy(VerificationType type) => type switch
    {
        VerificationType.Identity => Identity,
        VerificationType.Address => Address,
        VerificationType.Professional => Professional,
        _ => Educational,
    };
}
