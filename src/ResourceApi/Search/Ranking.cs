namespace ResourceApi.Search;

/// <summary>
/// How relevant somebody is: score = text × nearness × quality, each between 0 and 1, compared in millionths.
/// <list type="bullet">
/// <item><b>text</b>: 1 where all words of the query are whole words of the skills, 0.7 where they all begin words of skills or name, else 0.4; 1 without a query.</item>
/// <item><b>nearness</b>: 10 ÷ (10 + distance in km), so that ten kilometres halve it; 1 without a location.</item>
/// <item><b>quality</b>: the average rating as if five ratings of 3.5 stood before the real ones, ÷ 5: one perfect rating is less than a hundred good ones.</item>
/// </list>
/// Nothing in it depends on what others have written, so that a page's order stays while others write.
/// </summary>
internal static class Ranking
{
    public const double WholeWordInSkills = 1.0;
    public const double InSkillsOrName = 0.7;
    public const double Anywhere = 0.4;

    /// <summary>The distance that halves nearness.</summary>
    public const double HalvingKm = 10;

    public const double PriorAverage = 3.5;
    public const double PriorCount = 5;

    /// <summary>Scores are whole millionths: a cursor compares them exactly.</summary>
    public const double Millionths = 1_000_000;

    public const double BestRating = 5;

    /// <summary>The nearness of a distance; 1 without one.</summary>
    public static double Nearness(double? km) => km is { } distance ? HalvingKm / (HalvingKm + distance) : 1;
}
