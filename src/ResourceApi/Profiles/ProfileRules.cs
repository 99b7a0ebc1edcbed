using System.Text.RegularExpressions;
using ServiceDefaults.Answers;

namespace ResourceApi.Profiles;

/// <summary>What a profile may hold.</summary>
internal static partial class ProfileRules
{
    public const int BioLength = 2000;
    private const int MostSkills = 50;
    private const int MostLanguages = 20;
    private const decimal HighestRate = 1_000_000;
    private const int WidestServiceKm = 500;
    private static readonly DateOnly EarliestBirth = new(1900, 1, 1);

    /// <summary>The cleaned input; what is wrong goes to <paramref name="errors"/> under the fields' names as sent.</summary>
    public static ProfileInput Check(ProfileInput input, DateOnly today, FieldErrors errors)
    {
        errors.Require(input.DateOfBirth is not { } born || (born < today && born >= EarliestBirth), "date_of_birth", "Must be a date in the past, not before 1900.");
        errors.Require(input.Locale is null || LanguageTag().IsMatch(input.Locale), "locale", "Must be a BCP 47 language tag such as en or pt-BR.");
        errors.Require(input.TimeZone is null || IsTimeZone(input.TimeZone), "time_zone", "Must be an IANA time zone such as Europe/Berlin.");
        errors.Require(input.Location is not { } place || Math.Abs(place.Lat) <= 90, "location.lat", "Must be between -90 and 90.");
        errors.Require(input.Location is not { } spot || Math.Abs(spot.Lon) <= 180, "location.lon", "Must be between -180 and 180.");
        errors.Require(input.HourlyRate is not { } rate || (rate is >= 0 and <= HighestRate && decimal.Round(rate, 2) == rate), "hourly_rate", "Must be between 0 and 1000000 with at most two decimals.");
        errors.Require(input.Currency is null || Currency().IsMatch(input.Currency), "currency", "Must be an ISO 4217 code such as EUR.");
        errors.Require(input.ServiceRadiusKm is null or (>= 1 and <= WidestServiceKm), "service_radius_km", $"Must be between 1 and {WidestServiceKm}.");
        return input with
        {
            FirstName = Line(input.FirstName, "first_name", 100, errors),
            LastName = Line(input.LastName, "last_name", 100, errors),
            DisplayName = Line(input.DisplayName, "display_name", 100, errors),
            Bio = Text(input.Bio, "bio", BioLength, lines: true, errors),
            Gender = Line(input.Gender, "gender", 32, errors),
            Address = CheckAddress(input.Address, errors),
            Skills = CheckSkills(input.Skills ?? [], errors),
            Languages = CheckLanguages(input.Languages ?? [], errors),
        };
    }

    /// <summary>Whether <paramref name="tag"/> is formed as a BCP 47 language tag.</summary>
    public static bool IsLanguageTag(string tag) => LanguageTag().IsMatch(tag);

    private static Address? CheckAddress(Address? address, FieldErrors errors)
    {
        errors.Require(address?.Country is not { } country || Country().IsMatch(country), "address.country", "Must be an ISO 3166-1 code such as DE.");
        return address is null ? null : address with
        {
            Line1 = Line(address.Line1, "address.line1", 128, errors),
            Line2 = Line(address.Line2, "address.line2", 128, errors),
            City = Line(address.City, "address.city", 128, errors),
            Region = Line(address.Region, "address.region", 128, errors),
            PostalCode = Line(address.PostalCode, "address.postal_code", 32, errors),
        };
    }

    private static string[] CheckSkills(IReadOnlyList<string> skills, FieldErrors errors)
    {
        errors.Require(skills.Count <= MostSkills, "skills", $"Must be at most {MostSkills}.");
        return [.. skills.Take(MostSkills)
            .Select((skill, i) => Line(skill, $"skills[{i}]", 64, errors))
            .OfType<string>()
            .Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private static string[] CheckLanguages(IReadOnlyList<string> languages, FieldErrors errors)
    {
        errors.Require(languages.Count <= MostLanguages, "languages", $"Must be at most {MostLanguages}.");
        for (var i = 0; i < Math.Min(languages.Count, MostLanguages); i++)
            errors.Require(LanguageTag().IsMatch(languages[i]), $"languages[{i}]", "Must be a BCP 47 language tag such as en or pt-BR.");
        return [.. languages.Take(MostLanguages).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private static string? Line(string? text, string field, int longest, FieldErrors errors) => Text(text, field, longest, lines: false, errors);

    private static string? Text(string? text, string field, int longest, bool lines, FieldErrors errors)
    {
        var cleaned = ProfileText.Clean(text, lines, out var isClean);
        errors.Require(isClean, field, "Has characters that are not allowed.");
        errors.Require(cleaned is null || cleaned.Length <= longest, field, $"Must be at most {longest} characters.");
        return cleaned;
    }

    // The pattern comes first: the system looks the name up as a file.
    private static bool IsTimeZone(string name) => TimeZoneName().IsMatch(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId;

    // RFC 5646 §2.1, without extensions and private use.
    [GeneratedRegex(@"\A[a-zA-Z]{2,3}(-[a-zA-Z]{4})?(-([a-zA-Z]{2}|[0-9]{3}))?(-[a-zA-Z0-9]{5,8}){0,2}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex LanguageTag();

    [GeneratedRegex(@"\A[A-Za-z0-9_+-]{1,32}(/[A-Za-z0-9_+-]{1,32}){0,2}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex TimeZoneName();

    [GeneratedRegex(@"\A[A-Z]{3}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Currency();

    [GeneratedRegex(@"\A[A-Z]{2}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Country();
}
