using System.Text.Json.Nodes;
using AuthServer.Data;

namespace AuthServer.Accounts;

/// <summary>A user's claims with the JSON types of OIDC Core §5.1; what has no value is left out.</summary>
internal static class UserClaims
{
    public static JsonObject Of(User user, IReadOnlyList<string> roles, IReadOnlySet<string> wanted)
    {
        var claims = new JsonObject();
        foreach (var (name, value) in All(user, roles))
        {
            if (value is not null && wanted.Contains(name)) claims.Add(name, value);
        }
        return claims;
    }

    private static IEnumerable<(string Name, JsonNode? Value)> All(User user, IReadOnlyList<string> roles) =>
    [
        ("name", FullName(user)),
        ("given_name", user.GivenName),
        ("middle_name", user.MiddleName),
        ("family_name", user.FamilyName),
        ("nickname", user.Nickname),
        ("preferred_username", user.UserName),
        ("profile", user.ProfileUrl),
        ("picture", user.PictureUrl),
        ("website", user.Website),
        ("gender", user.Gender),
        ("birthdate", user.Birthdate),
        ("zoneinfo", user.ZoneInfo),
        ("locale", user.Locale),
        ("updated_at", user.UpdatedAt.ToUnixTimeSeconds()),
        ("email", user.Email),
        ("email_verified", user.Email is null ? null : user.EmailConfirmed),
        ("phone_number", user.PhoneNumber),
        ("phone_number_verified", user.PhoneNumber is null ? null : user.PhoneNumberConfirmed),
        ("address", Address(user)),
        ("kyc_status", user.KycStatus),
        ("kyc_level", user.KycLevel),
        ("verified_claims", user.VerifiedClaims is { } verified ? JsonNode.Parse(verified) : null),
        ("roles", roles.Count == 0 ? null : new JsonArray([.. roles.Select(role => (JsonNode)role)])),
    ];

    private static string? FullName(User user)
    {
        if (user.DisplayName is { } name) return name;
        var joined = string.Join(' ', new[] { user.GivenName, user.MiddleName, user.FamilyName }.Where(part => part is not null));
        return joined.Length == 0 ? null : joined;
    }

    // OIDC Core §5.1.1
    private static JsonObject? Address(User user)
    {
        (string Name, string? Value)[] parts =
        [
            ("street_address", user.StreetAddress), ("locality", user.Locality), ("region", user.Region), ("postal_code", user.PostalCode), ("country", user.Country),
        ];
        var known = parts.Where(part => part.Value is not null).ToArray();
        if (known.Length == 0) return null;
        var address = new JsonObject { ["formatted"] = string.Join('\n', known.Select(part => part.Value)) };
        foreach (var (name, value) in known) address.Add(name, value);
        return address;
    }
}
