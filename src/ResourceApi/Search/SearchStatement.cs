using Microsoft.Data.Sqlite;

namespace ResourceApi.Search;

/// <summary>The SQL of a search: fixed pieces, every value a parameter.</summary>
internal sealed class SearchStatement
{
    private readonly SearchFilter _filter;
    private readonly List<string> _conditions = [];
    private readonly List<SqliteParameter> _parameters = [];

    /// <summary>The statement that reads the <see cref="SearchRow"/>s after a position.</summary>
    public SearchStatement(SearchFilter filter, SearchPosition? after, int count)
    {
        _filter = filter;
        Add("@count", count);
        AddConditions();
        if (after is { } position)
        {
            Add("@key", position.Key);
            Add("@number", position.Number);
        }
        // Who they are is looked up of the few only.
        Sql = $"""
            SELECT n.person AS Person, f.* FROM ({(!HasText && filter.Area is null ? Walk(after is not null) : Rank(after is not null))}) f
            JOIN search_numbers n ON n.number = f.Number ORDER BY f.Key DESC, f.Number DESC
            """;
    }

    public string Sql { get; }

    public object[] Parameters => [.. _parameters];

    private bool HasText => _filter.Words is not null || _filter.Skills.Count > 0;

    // Nothing to look up: the index that has the order gives the first who fit.
    private string Walk(bool isLater)
    {
        var key = _filter.Sort == SearchSort.Newest ? "p.created_at" : "p.quality";
        if (isLater)
            _conditions.Add($"{key} <= @key AND ({key} < @key OR p.number < @number)");
        return $"""
            SELECT p.number AS Number, p.quality AS Quality, NULL AS Distance, 1.0 AS Text, {key} AS Key
            FROM search_people p WHERE {string.Join(" AND ", _conditions)}
            ORDER BY {key} DESC, p.number DESC LIMIT @count
            """;
    }

    private string Rank(bool isLater)
    {
        var key = _filter.Sort switch
        {
            SearchSort.Distance => "-Distance",
            SearchSort.Rating => "Quality",
            SearchSort.Newest => "CreatedAt",
            _ => $"CAST(round(Quality * Text * {Nearness()}) AS INTEGER)",
        };
        var (distance, text, from) = (Distance(), Text(), From());
        var rest = isLater ? $"WHERE {key} <= @key AND ({key} < @key OR Number < @number)" : "";
        // LIMIT -1 keeps SQLite from working distance and text out again wherever they are named.
        return $"""
            SELECT Number, Quality, Distance, Text, {key} AS Key FROM (
                SELECT p.number AS Number, p.quality AS Quality, p.created_at AS CreatedAt, {distance} AS Distance, {text} AS Text
                FROM {from} WHERE {string.Join(" AND ", _conditions)} LIMIT -1)
            {rest} ORDER BY Key DESC, Number DESC LIMIT @count
            """;
    }

    // The join is crossed so that the index drives: SQLite can't know how few rows it gives.
    private string From()
    {
        if (HasText)
        {
            Add("@match", MatchText.All(_filter.Words, _filter.Skills));
            _conditions.Add("search_text MATCH @match");
            return "search_text CROSS JOIN search_people p ON p.number = search_text.rowid";
        }
        Add("@half", 2 * Math.Sin(Sphere.Angle(_filter.Area!.RadiusKm) / 2));
        _conditions.AddRange(((string[])["x", "y", "z"]).Select(axis => $"b.min_{axis} <= @{axis} + @half AND b.max_{axis} >= @{axis} - @half"));
        return "search_places b CROSS JOIN search_people p ON p.number = b.number";
    }

    private string Text()
    {
        if (_filter.Words is not { } words)
            return "1.0";
        Add("@whole", MatchText.WholeInSkills(words));
        Add("@begun", MatchText.InSkillsOrName(words));
        Add("@first", Ranking.WholeWordInSkills);
        Add("@second", Ranking.InSkillsOrName);
        Add("@third", Ranking.Anywhere);
        return """
            CASE WHEN p.number IN (SELECT rowid FROM search_text WHERE search_text MATCH @whole) THEN @first
                WHEN p.number IN (SELECT rowid FROM search_text WHERE search_text MATCH @begun) THEN @second ELSE @third END
            """;
    }

    private string Nearness()
    {
        if (_filter.Area is null)
            return "1.0";
        Add("@halving", Ranking.HalvingKm);
        return "(@halving / (@halving + Distance / @steps))";
    }

    private string Distance()
    {
        if (_filter.Area is null)
            return "NULL";
        Add("@steps", Sphere.StepsPerKm);
        Add("@diameter", 2 * Sphere.RadiusKm * Sphere.StepsPerKm);
        return "CAST(round(@diameter * asin(sqrt(max(0.0, 1.0 - (p.x * @x + p.y * @y + p.z * @z)) / 2.0))) AS INTEGER)";
    }

    private void AddConditions()
    {
        _conditions.Add($"p.user_type IN ({Each(_filter.Types, "@type", type => type, name => name, ", ")})");
        if (_filter.Available is { } available)
        {
            Add("@available", available ? 1 : 0);
            _conditions.Add("p.available = @available");
        }
        if (_filter.LowestRating is { } lowest)
        {
            Add("@lowest", lowest);
            _conditions.Add("p.rating_count > 0 AND p.rating_sum * 100 >= p.rating_count * @lowest");
        }
        if (_filter.Languages.Count > 0)
            _conditions.Add($"({Each(_filter.Languages, "@language", language => $" {language}-", name => $"instr(p.languages, {name}) > 0", " OR ")})");
        if (_filter.Area is { } area)
            AddCircle(area);
    }

    private void AddCircle(SearchArea area)
    {
        var (x, y, z) = Sphere.Point(area.Lat, area.Lon);
        Add("@x", x);
        Add("@y", y);
        Add("@z", z);
        Add("@nearest", Math.Cos(Sphere.Angle(area.RadiusKm)));
        _conditions.Add("p.x * @x + p.y * @y + p.z * @z >= @nearest");
    }

    private string Each(IReadOnlyList<string> values, string name, Func<string, string> value, Func<string, string> piece, string separator) =>
        string.Join(separator, values.Select((one, i) =>
        {
            Add($"{name}{i}", value(one));
            return piece($"{name}{i}");
        }));

    private void Add(string name, object value) => _parameters.Add(new SqliteParameter(name, value));
}
