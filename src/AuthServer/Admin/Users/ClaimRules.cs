using System.Globalization;
using AuthServer.Accounts;
using AuthServer.Protocol.Registration;
using ServiceDefaults.Answers;

namespace AuthServer.Admin.Users;

/// <summary>What the claims of a user must keep (OIDC Core §5.1), and how they are cleaned.</summary>
internal static class ClaimRules
{
    private const int Longest = 200;
    private static readonly string[] Dates = ["yyyy-MM-dd", "yyyy"];

    /// <summary>The claims as they are kept; what is wrong is collected.</summary>
    public static T Check<T>(T body, FieldErrors errors) where T : UserClaimsBody
    {
        errors.Require(body.Username is null || Accounts.Username.Parse(body.Username) is not null, "username", "Must be 3 to 32 ASCII letters, digits, dots, hyphens or underscores, a letter first.");
        errors.Require(body.Email is null || EmailAddress.Parse(body.Email) is not null, "email", "Must be an e-mail address.");
        errors.Require(body.Birthdate is null || IsDate(body.Birthdate), "birthdate", "Must be YYYY-MM-DD, 0000-MM-DD or YYYY.");
        errors.Require(body.Zoneinfo is null || (body.Zoneinfo.Contains('/', StringComparison.Ordinal) && TimeZoneInfo.TryFindSystemTimeZoneById(body.Zoneinfo, out _)), "zoneinfo", "Must be a name of the IANA time zone database, such as Europe/Paris.");
        errors.Require(body.Locale is null || IsLocale(body.Locale), "locale", "Must be a BCP 47 language tag, such as en-US.");
        foreach (var (field, uri) in new[] { ("profile", body.Profile), ("picture", body.Picture), ("website", body.Website) }) errors.Require(uri is null || RegisteredUri.WebFault(uri) is null, field, "Must be an https address.");
        return body with
        {
            Name = Clean("name", body.Name, errors),
            GivenName = Clean("given_name", body.GivenName, errors),
            MiddleName = Clean("middle_name", body.MiddleName, errors),
            FamilyName = Clean("family_name", body.FamilyName, errors),
            Nickname = Clean("nickname", body.Nickname, errors),
            Gender = Clean("gender", body.Gender, errors),
            Address = Clean(body.Address, errors),
        };
    }

    private static PostalAddress? Clean(PostalAddress? address, FieldErrors errors) => address is null ? null : new PostalAddress
    {
        StreetAddress = Clean("address.street_address", address.StreetAddress, errors),
        Locality = Clean("address.locality", address.Locality, errors),
        Region = Clean("address.region", address.Region, errors),
        PostalCode = Clean("address.postal_code", address.PostalCode, errors),
        Country = Clean("address.country", address.Country, errors),
    };

    private static string? Clean(string field, string? text, FieldErrors errors)
    {
        if (text is null) return null;
        var clean = text.Length <= Longest ? Text.Clean(text, Longest) : null;
        errors.Require(clean is not null, field, $"Must have 1 to {Longest} visible characters.");
        return clean;
    }

    // 0000 stands for a year that is not told; a leap year lets the 29th of February pass.
    private static bool IsDate(string text) =>
        DateOnly.TryParseExact(text.StartsWith("0000-", StringComparison.Ordinal) ? "2000" + text[4..] : text, Dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static bool IsLocale(string text) =>
        text.Length is >= 2 and <= 35 && text.Split('-') is [{ Length: 2 or 3 } language, .. var rest] && language.All(char.IsAsciiLetter) && rest.All(part => part.Length is >= 1 and <= 8 && part.All(char.IsAsciiLetterOrDigit));
}
