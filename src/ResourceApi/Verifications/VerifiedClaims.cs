using System.Globalization;
using System.Text.Json.Nodes;
using ResourceApi.Profiles;

namespace ResourceApi.Verifications;

/// <summary>Writes <c>verified_claims</c> (OpenID Connect for Identity Assurance 1.0 §5) of what was declared and then verified.</summary>
internal sealed class VerifiedClaims(Declarations declarations, VerificationOptions options)
{
    /// <summary>The object; null where nothing is verified, or where the user had declared nothing or it does not open.</summary>
    public JsonObject? Of(KycStanding standing)
    {
        if (standing.Identity is not { VerifiedAt: { } time } identity)
            return null;
        if (declarations.Open(identity) is not { } declared)
            return null;
        var claims = Claims(declared);
        if (standing.Address is { } address && declarations.Open(address) is { } there && AddressClaim(there.Address) is { Count: > 0 } place)
            claims["address"] = place;
        // The claims element must not be empty.
        return claims.Count == 0 ? null : new JsonObject
        {
            ["verification"] = new JsonObject
            {
                ["trust_framework"] = options.TrustFramework,
                ["time"] = Time(time),
                ["evidence"] = new JsonArray([.. new[] { identity, standing.Address }.OfType<Verification>().Select(Evidence)]),
            },
            ["claims"] = claims,
        };
    }

    private static JsonObject Claims(Declaration declared) => Present(
        ("given_name", declared.FirstName), ("family_name", declared.LastName), ("birthdate", declared.DateOfBirth?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));

    // OpenID Connect Core §5.1.1: the lines of the street are separated by line feeds.
    private static JsonObject AddressClaim(Address address) => Present(
        ("street_address", string.Join('\n', new[] { address.Line1, address.Line2 }.OfType<string>())), ("locality", address.City), ("region", address.Region),
        ("postal_code", address.PostalCode), ("country", address.Country));

    private static JsonNode Evidence(Verification verification) => new JsonObject
    {
        ["type"] = "document",
        ["time"] = Time(verification.VerifiedAt ?? verification.ChangedAt),
        ["document_details"] = new JsonObject { ["type"] = VerificationKind.Of(verification.Type).Documents[verification.DocumentType] },
    };

    private static JsonObject Present(params IEnumerable<(string Name, string? Value)> members) =>
        new(members.Where(member => !string.IsNullOrEmpty(member.Value)).Select(member => KeyValuePair.Create(member.Name, (JsonNode?)member.Value)));

    private static string Time(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
