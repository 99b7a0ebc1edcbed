using System.Globalization;
using System.Text;
using ResourceApi.Profiles;
using ResourceApi.Search;

namespace ResourceApi.Tests.Search;

/// <summary>The search as it is described, word by word and person by person, without any index.</summary>
internal sealed class PlainSearch(IReadOnlyList<MarketPerson> people)
{
    /// <summary>Who is found, in order.</summary>
    public IEnumerable<string> Find(SearchInput search, IReadOnlyCollection<string> types) => people
        .Where(person => types.Contains(person.Type) && Fits(person, search))
        .Select(person => (person, Key: Key(person, search)))
        .OrderByDescending(found => found.Key).ThenByDescending(found => found.person.Number)
        .Select(found => found.person.Id);

    private static bool Fits(MarketPerson person, SearchInput search)
    {
        if (search.Available is { } available && (person.Profile.Availability == Availability.Available) != available)
            return false;
        if (search.MinRating is { } lowest && (person.Count == 0 || (decimal)person.Sum / person.Count < lowest))
            return false;
        if (search.Languages is { Count: > 0 } languages && !languages.Any(tag => person.Profile.Languages.Any(spoken => (spoken + "-").StartsWith(tag + "-", StringComparison.OrdinalIgnoreCase))))
            return false;
        if (search.Skills is { Count: > 0 } skills && !skills.All(skill => person.Profile.Skills.Any(own => Exact(own).SequenceEqual(Exact(skill)))))
            return false;
        if (search.Location is { } area && (Steps(person, area) is not { } steps || steps > area.RadiusKm * 10))
            return false;
        return search.Query is null || (Words(search.Query) is { Length: > 0 } words && words.All(word => Columns(person).Any(column => Holds(column, word, isPrefix: true))));
    }

    private static long Key(MarketPerson person, SearchInput search)
    {
        var quality = Math.Round(1_000_000.0 * (17.5 + person.Sum) / (5.0 * (5.0 + person.Count)), MidpointRounding.AwayFromZero);
        var steps = search.Location is { } area ? Steps(person, area) : null;
        return (search.Sort ?? SearchSort.Relevance) switch
        {
            SearchSort.Distance => -steps!.Value,
            SearchSort.Rating => (long)quality,
            SearchSort.Newest => person.CreatedAt.ToUnixTimeMilliseconds(),
            _ => (long)Math.Round(quality * Text(person, search.Query) * (steps is null ? 1.0 : 10.0 / (10.0 + (steps.Value / 10.0))), MidpointRounding.AwayFromZero),
        };
    }

    private static double Text(MarketPerson person, string? query)
    {
        if (query is null)
            return 1.0;
        var (words, columns) = (Words(query), Columns(person));
        if (words.All(word => Holds(columns[0], word, isPrefix: false)))
            return 1.0;
        return words.All(word => columns.Take(2).Any(column => Holds(column, word, isPrefix: true))) ? 0.7 : 0.4;
    }

    // Haversine, from the middle of the cell; in steps of 0.1 km.
    private static long? Steps(MarketPerson person, SearchArea area)
    {
        if (person.Profile is not { Latitude: { } latitude, Longitude: { } longitude })
            return null;
        var (lat, lon) = (Math.Round(latitude, 2, MidpointRounding.AwayFromZero), Math.Round(longitude, 2, MidpointRounding.AwayFromZero));
        double Half(double from, double to) => Math.Pow(Math.Sin(double.DegreesToRadians(to - from) / 2), 2);
        var haversine = Half(area.Lat, lat) + (Math.Cos(double.DegreesToRadians(area.Lat)) * Math.Cos(double.DegreesToRadians(lat)) * Half(area.Lon, lon));
        return (long)Math.Round(10 * 2 * 6371.0088 * Math.Asin(Math.Sqrt(haversine)), MidpointRounding.AwayFromZero);
    }

    private static string[][] Words(string query) => [.. query.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => Tokens(word)).Where(word => word.Length > 0)];

    private static string[][] Columns(MarketPerson person) =>
        [Tokens(string.Join(", ", person.Profile.Skills)), Tokens(person.Profile.DisplayName ?? person.Profile.FirstName ?? ""), Tokens(person.Profile.Bio ?? "")];

    private static bool Holds(string[] column, string[] word, bool isPrefix) => Enumerable.Range(0, Math.Max(0, column.Length - word.Length + 1)).Any(at =>
        word.Index().All(token => isPrefix && token.Index == word.Length - 1
            ? column[at + token.Index].StartsWith(token.Item, StringComparison.Ordinal)
            : column[at + token.Index] == token.Item));

    private static string[] Exact(string skill) => Tokens($"<{skill.Trim()}>", "<>+#.");

    private static string[] Tokens(string text, string alsoLetters = "")
    {
        var folded = new StringBuilder();
        foreach (var letter in text.Normalize(NormalizationForm.FormD).ToLowerInvariant())
        {
            if (char.IsLetter(letter) || char.IsNumber(letter) || alsoLetters.Contains(letter, StringComparison.Ordinal))
                folded.Append(letter);
            else if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
                folded.Append(' ');
        }
        return folded.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }
}
