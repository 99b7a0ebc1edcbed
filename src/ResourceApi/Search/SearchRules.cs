using System.Text;
using ResourceApi.Paging;
using ResourceApi.Profiles;
using ServiceDefaults.Answers;

namespace ResourceApi.Search;

/// <summary>What a search may hold.</summary>
internal static class SearchRules
{
    private const int LongestQuery = 200;
    private const int MostWords = 10;
    private const int MostSkills = 10;
    private const int LongestSkill = 64;
    private const int MostLanguages = 10;

    /// <summary>The cleaned search; what is wrong goes to <paramref name="errors"/> under the fields' names as sent.</summary>
    public static SearchFilter Check(SearchInput input, IReadOnlyList<string> types, FieldErrors errors)
    {
        CheckArea(input.Location, errors);
        PageSize.Check(input.Limit ?? PageSize.Usual, errors);
        errors.Require(input.MinRating is not { } lowest || (lowest is >= 1 and <= 5 && decimal.Round(lowest, 2) == lowest), "min_rating", "Must be between 1 and 5 with at most two decimals.");
        errors.Require(input.Sort != SearchSort.Distance || input.Location is not null, "sort", "Send a location to sort by distance.");
        return new SearchFilter
        {
            Types = types,
            Words = Words(input.Query, errors),
            Skills = Skills(input.Skills ?? [], errors),
            Area = input.Location,
            LowestRating = input.MinRating is >= 1 and <= 5 and var rating ? (int)(rating * 100) : null,
            Languages = Languages(input.Languages ?? [], errors),
            Available = input.Available,
            Sort = input.Sort ?? SearchSort.Relevance,
        };
    }

    private static void CheckArea(SearchArea? area, FieldErrors errors)
    {
        if (area is null)
            return;
        errors.Require(Math.Abs(area.Lat) <= 90, "location.lat", "Must be between -90 and 90.");
        errors.Require(Math.Abs(area.Lon) <= 180, "location.lon", "Must be between -180 and 180.");
        errors.Require(area.RadiusKm is >= 1 and <= SearchArea.WidestRadiusKm, "location.radius_km", $"Must be between 1 and {SearchArea.WidestRadiusKm}.");
    }

    private static List<string>? Words(string? query, FieldErrors errors)
    {
        // Before it is cleaned: the cleaning takes time.
        if (query?.Length > LongestQuery)
        {
            errors.Add("query", $"Must be at most {LongestQuery} characters.");
            return null;
        }
        var cleaned = Clean(query, "query", errors);
        if (cleaned is null)
            return query is { Length: > 0 } && !string.IsNullOrWhiteSpace(query) ? [] : null;
        var words = cleaned.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries).Where(HasLetterOrDigit).ToList();
        errors.Require(words.Count <= MostWords, "query", $"Must be at most {MostWords} words.");
        return words;
    }

    private static List<string> Skills(IReadOnlyList<string> skills, FieldErrors errors)
    {
        errors.Require(skills.Count <= MostSkills, "skills", $"Must be at most {MostSkills}.");
        var cleaned = new List<string>();
        for (var i = 0; i < Math.Min(skills.Count, MostSkills); i++)
        {
            var skill = skills[i].Length <= LongestSkill ? Clean(skills[i], $"skills[{i}]", errors) : null;
            errors.Require(skill is not null, $"skills[{i}]", $"Must be 1 to {LongestSkill} characters.");
            cleaned.Add(skill ?? "");
        }
        return cleaned;
    }

    private static List<string> Languages(IReadOnlyList<string> languages, FieldErrors errors)
    {
        errors.Require(languages.Count <= MostLanguages, "languages", $"Must be at most {MostLanguages}.");
        for (var i = 0; i < Math.Min(languages.Count, MostLanguages); i++)
            errors.Require(ProfileRules.IsLanguageTag(languages[i]), $"languages[{i}]", "Must be a BCP 47 language tag such as en or pt-BR.");
        return [.. languages.Take(MostLanguages).Select(language => language.ToLowerInvariant())];
    }

    private static string? Clean(string? text, string field, FieldErrors errors)
    {
        var cleaned = ProfileText.Clean(text, lines: false, out var isClean);
        errors.Require(isClean, field, "Has characters that are not allowed.");
        return cleaned;
    }

    // What is in no word of any profile: a search for it finds nothing, whatever stands beside it is not narrowed by it.
    private static bool HasLetterOrDigit(string word) => word.EnumerateRunes().Any(Rune.IsLetterOrDigit);
}
