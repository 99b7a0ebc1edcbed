using System.Globalization;

namespace ResourceApi.Search;

/// <summary>SQLite's search index: tables that triggers fill from <c>people</c>, <c>profiles</c> and <c>rating_totals</c>. Run by the migration.</summary>
/// <remarks>
/// <c>search_numbers</c> numbers everybody who can be found, <c>search_people</c> has a row of them that is as narrow as can be (a search may read all of them),
/// <c>search_text</c> (FTS5) their words, <c>search_places</c> (R*Tree) their cells on the unit sphere.
/// Who is disabled or has no profile is in none. A changed formula here needs a migration that runs it over the rows that are there.
/// </remarks>
internal static class SearchTables
{
    /// <summary>Coordinates are known to the index as cells of 0.01°, about a kilometre: no number of searches tells more of where somebody is.</summary>
    public const int CellsPerDegree = 100;

    private const string People = """
        CREATE TABLE search_numbers (number INTEGER PRIMARY KEY AUTOINCREMENT, person TEXT NOT NULL UNIQUE);
        CREATE TABLE search_people (
            number INTEGER PRIMARY KEY,
            user_type TEXT NOT NULL,
            available INTEGER NOT NULL,
            languages TEXT NOT NULL,
            x REAL, y REAL, z REAL,
            rating_sum INTEGER NOT NULL,
            rating_count INTEGER NOT NULL,
            quality INTEGER NOT NULL,
            created_at INTEGER NOT NULL
        );
        CREATE INDEX search_people_by_quality ON search_people (user_type, quality, available, languages, rating_sum, rating_count);
        CREATE INDEX search_people_by_age ON search_people (user_type, created_at, available, languages, rating_sum, rating_count);
        """;

    // The exact skills stand in a column of their own, see MatchText.
    private const string Text = """
        CREATE VIRTUAL TABLE search_text USING fts5(skills, name, bio, exact_skills, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2', prefix='2 3 4');
        """;

    // Points on the unit sphere know neither a date line nor poles.
    private const string Places = """
        CREATE VIRTUAL TABLE search_places USING rtree(number, min_x, max_x, min_y, max_y, min_z, max_z);
        """;

    private static readonly string Source = string.Create(CultureInfo.InvariantCulture, $"""
        CREATE VIEW search_source AS
        SELECT s.*, cos(lat) * cos(lon) AS x, cos(lat) * sin(lon) AS y, sin(lat) AS z,
            {Quality("rating_sum", "rating_count")} AS quality
        FROM (
            SELECT p.id AS person, p.user_type, p.created_at, f.display_name, f.first_name, f.bio, f.skills,
                ifnull(f.availability = 'Available', 0) AS available,
                ' ' || ifnull((SELECT group_concat(lower(value) || '-', ' ') FROM json_each(f.languages)), '') AS languages,
                radians(round(f.latitude * {CellsPerDegree}) / {CellsPerDegree}.0) AS lat, radians(round(f.longitude * {CellsPerDegree}) / {CellsPerDegree}.0) AS lon,
                ifnull(t.sum, 0) AS rating_sum, ifnull(t.count, 0) AS rating_count
            FROM people p JOIN profiles f ON f.id = p.id LEFT JOIN rating_totals t ON t.person = p.id AND t.role = p.user_type
            WHERE NOT p.disabled) s;
        """);

    private static readonly string Rate = $"""
        UPDATE search_people SET rating_sum = NEW.sum, rating_count = NEW.count, quality = {Quality("NEW.sum", "NEW.count")}
        WHERE number = {Number("NEW.person")} AND user_type = NEW.role;
        """;

    /// <summary>All statements, in order.</summary>
    public static readonly IReadOnlyList<string> Up =
    [
        People, Text, Places, Source,
        Trigger("people_added", "AFTER INSERT ON people", Refresh("NEW.id")),
        Trigger("people_changed", "AFTER UPDATE OF user_type, disabled ON people", Refresh("NEW.id")),
        Trigger("people_deleted", "AFTER DELETE ON people", Refresh("OLD.id")),
        Trigger("profiles_added", "AFTER INSERT ON profiles", Refresh("NEW.id")),
        Trigger("profiles_changed", "AFTER UPDATE OF display_name, first_name, bio, skills, languages, availability, latitude, longitude ON profiles", Refresh("NEW.id")),
        Trigger("profiles_deleted", "AFTER DELETE ON profiles", Refresh("OLD.id")),
        Trigger("ratings_begun", "AFTER INSERT ON rating_totals", Rate),
        Trigger("ratings_changed", "AFTER UPDATE ON rating_totals", Rate),
    ];

    private static string Trigger(string name, string on, string body) => $"CREATE TRIGGER search_{name} {on} BEGIN {body} END;";

    private static string Quality(string sum, string count) => string.Create(CultureInfo.InvariantCulture,
        $"CAST(round({Ranking.Millionths:F1} * ({Ranking.PriorAverage * Ranking.PriorCount:F2} + {sum}) / ({Ranking.BestRating:F1} * ({Ranking.PriorCount:F1} + {count}))) AS INTEGER)");

    private static string Number(string person) => $"(SELECT number FROM search_numbers WHERE person = {person})";

    // A person keeps their number as long as they can be found: cursors compare it.
    private static string Refresh(string person) => $"""
        DELETE FROM search_text WHERE rowid = {Number(person)};
        DELETE FROM search_places WHERE number = {Number(person)};
        DELETE FROM search_people WHERE number = {Number(person)};
        DELETE FROM search_numbers WHERE person = {person} AND NOT EXISTS (SELECT 1 FROM search_source WHERE person = {person});
        INSERT INTO search_numbers (person) SELECT person FROM search_source WHERE person = {person} ON CONFLICT (person) DO NOTHING;
        INSERT INTO search_people (number, user_type, available, languages, x, y, z, rating_sum, rating_count, quality, created_at)
            SELECT {Number(person)}, user_type, available, languages, x, y, z, rating_sum, rating_count, quality, created_at FROM search_source WHERE person = {person};
        INSERT INTO search_text (rowid, skills, name, bio, exact_skills)
            SELECT {Number(person)}, (SELECT group_concat(value, ', ') FROM json_each(s.skills)), ifnull(s.display_name, s.first_name), s.bio, (SELECT group_concat({MatchText.ExactSkillSql("value")}, ' ') FROM json_each(s.skills))
            FROM search_source s WHERE s.person = {person};
        INSERT INTO search_places SELECT number, x, x, y, y, z, z FROM search_people WHERE number = {Number(person)} AND x IS NOT NULL;
        """;
}
