using System.Text.Json;
using System.Text.Json.Nodes;

namespace AuthServer.Protocol.Scopes;

/// <summary>What a client wants of <c>verified_claims</c> (OpenID Connect for Identity Assurance 1.0 §6), where it says so by names alone.</summary>
/// <param name="Claims">Names of claims.</param>
/// <param name="Verification">Names of elements of the verification.</param>
/// <param name="TrustFramework">The one that they must have been verified under; null for any.</param>
internal sealed record VerifiedClaimNames(IReadOnlyList<string> Claims, IReadOnlyList<string> Verification, string? TrustFramework)
{
    private const string ClaimsMember = "claims";
    private const string VerificationMember = "verification";
    private const string Framework = "trust_framework";

    // What it can have at all: a list that clients make longer would make codes longer.
    private static readonly string[] KnownClaims =
    [
        "name", "given_name", "middle_name", "family_name", "birthdate", "gender", "email", "phone_number", "address", "place_of_birth", "nationalities",
        "birth_family_name", "birth_given_name", "birth_middle_name", "salutation", "title", "msisdn", "also_known_as",
    ];

    private static readonly string[] KnownElements = [Framework, "assurance_level", "assurance_process", "time", "verification_process", "evidence"];

    /// <summary>Reads a request.</summary>
    /// <returns>Null where it asks for more than names: such a request is not understood, and nothing is given for it.</returns>
    public static VerifiedClaimNames? Parse(JsonElement request)
    {
        if (request.ValueKind != JsonValueKind.Object || request.EnumerateObject().Any(m => m.Name is not (ClaimsMember or VerificationMember))) return null;
        if (!request.TryGetProperty(ClaimsMember, out var claims) || !request.TryGetProperty(VerificationMember, out var verification)) return null;
        if (claims.ValueKind != JsonValueKind.Object || verification.ValueKind != JsonValueKind.Object) return null;
        if (!claims.EnumerateObject().All(c => IsPlain(c.Value)) || !verification.EnumerateObject().All(v => v.Name == Framework || IsPlain(v.Value))) return null;
        return TryFramework(verification, out var framework) ? new(Named(claims, KnownClaims), Named(verification, KnownElements), framework) : null;
    }

    /// <summary>Of everything that is verified, what was asked for.</summary>
    /// <returns>Null where that is nothing: neither element may be empty (§5).</returns>
    public JsonObject? Of(JsonObject verified)
    {
        if (verified[VerificationMember] is not JsonObject verification || verified[ClaimsMember] is not JsonObject claims) return null;
        // §6.4: a constraint that does not hold leaves the whole out.
        if (TrustFramework is not null && (verification[Framework] is not JsonValue framework || framework.ToString() != TrustFramework)) return null;
        var chosen = Only(claims, Claims);
        return chosen.Count == 0 ? null : new JsonObject { [VerificationMember] = Only(verification, [Framework, .. Verification]), [ClaimsMember] = chosen };
    }

    private static bool TryFramework(JsonElement verification, out string? framework)
    {
        framework = null;
        if (!verification.TryGetProperty(Framework, out var asked) || IsPlain(asked)) return true;
        if (asked.ValueKind != JsonValueKind.Object || asked.EnumerateObject().Any(m => m.Name is not ("value" or "essential"))) return false;
        if (!asked.TryGetProperty("value", out var value) || value.ValueKind != JsonValueKind.String || value.GetString() is not { Length: <= 64 } name) return false;
        framework = name;
        return true;
    }

    private static bool IsPlain(JsonElement wanted) =>
        wanted.ValueKind == JsonValueKind.Null || (wanted.ValueKind == JsonValueKind.Object && wanted.EnumerateObject().All(m => m.Name is "essential" or "purpose"));

    private static string[] Named(JsonElement members, string[] known) => [.. members.EnumerateObject().Select(m => m.Name).Where(known.Contains)];

    private static JsonObject Only(JsonObject all, IReadOnlyList<string> names) =>
        new(all.Where(m => names.Contains(m.Key)).Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone())));
}
