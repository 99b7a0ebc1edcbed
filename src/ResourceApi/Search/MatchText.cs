using System.Globalization;

namespace ResourceApi.Search;

/// <summary>Writes FTS5 queries in which everything that a caller sent is quoted: there is no operator in it but ours.</summary>
/// <remarks>
/// A skill is found exactly by private characters that no profile can hold: they count as letters to FTS5, so glued to both ends of a skill they make
/// its first and last word words of their own. <c>+</c>, <c>#</c> and <c>.</c>, which FTS5 would drop, become such letters: <c>C++</c>, <c>C#</c> and <c>C</c> are three skills.
/// </remarks>
internal static class MatchText
{
    private const char Edge = '\uE000';
    private static readonly (char Sign, char Letter)[] Signs = [('+', '\uE001'), ('#', '\uE002'), ('.', '\uE003')];

    /// <summary>The words, each beginning a word of skills, name or bio, and the skills, each whole.</summary>
    public static string All(IReadOnlyList<string>? words, IReadOnlyList<string> skills)
    {
        List<string> parts = [];
        if (words is { Count: > 0 })
            parts.Add($"{{skills name bio}} : ({Begun(words)})");
        if (skills.Count > 0)
            parts.Add($"exact_skills : ({string.Join(" AND ", skills.Select(skill => Quote(ExactSkill(skill))))})");
        return string.Join(" AND ", parts);
    }

    /// <summary>All words whole in the skills.</summary>
    public static string WholeInSkills(IReadOnlyList<string> words) => $"skills : ({string.Join(" AND ", words.Select(Quote))})";

    /// <summary>All words beginning words of skills or name.</summary>
    public static string InSkillsOrName(IReadOnlyList<string> words) => $"{{skills name}} : ({Begun(words)})";

    /// <summary>The SQL that marks a skill as <see cref="All"/> looks for it.</summary>
    public static string ExactSkillSql(string value)
    {
        var marked = Signs.Aggregate(value, (sql, sign) => $"replace({sql}, '{sign.Sign}', {Sql(sign.Letter)})");
        return $"{Sql(Edge)} || {marked} || {Sql(Edge)}";
    }

    private static string ExactSkill(string skill) => Edge + Signs.Aggregate(skill, (text, sign) => text.Replace(sign.Sign, sign.Letter)) + Edge;

    private static string Begun(IReadOnlyList<string> words) => string.Join(" AND ", words.Select(word => Quote(word) + "*"));

    // SQLite FTS5 §3.1: within quotes only the quote itself means anything.
    private static string Quote(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Sql(char letter) => string.Create(CultureInfo.InvariantCulture, $"char({(int)letter})");
}
