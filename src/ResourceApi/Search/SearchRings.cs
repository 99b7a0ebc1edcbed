using System.Collections;

namespace ResourceApi.Search;

/// <summary>Growing circles in which a page is looked for where the order falls with distance, until nobody farther away could stand in it.</summary>
internal sealed class SearchRings : IEnumerable<double>
{
    private const double FirstKm = 2;
    private const double Growth = 3;
    private readonly SearchSort _sort;
    private readonly double _first;
    private readonly double _widest;

    private SearchRings(SearchSort sort, double first, double widest) => (_sort, _first, _widest) = (sort, first, widest);

    /// <summary>The rings of a search; null where distance is not what orders it, or words and skills narrow it more.</summary>
    public static SearchRings? Of(SearchFilter filter, SearchPosition? after) =>
        filter is { Area: { } area, Words: null, Skills.Count: 0, Sort: SearchSort.Distance or SearchSort.Relevance }
            ? new SearchRings(filter.Sort, Math.Max(FirstKm, after is { } page ? Math.Ceiling(Reach(filter.Sort, page.Key) * 1.5) : 0), area.RadiusKm)
            : null;

    /// <summary>Whether everybody farther away than <paramref name="radius"/> comes after <paramref name="key"/>.</summary>
    public bool AreAllBefore(long key, double radius) =>
        _sort == SearchSort.Distance || key > Math.Round(Ranking.Millionths * Ranking.Nearness(radius), MidpointRounding.AwayFromZero);

    /// <summary>The radii below the searched one.</summary>
    public IEnumerator<double> GetEnumerator()
    {
        for (var radius = _first; radius < _widest; radius *= Growth)
            yield return radius;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // How far away somebody with this key can be.
    private static double Reach(SearchSort sort, long key) =>
        sort == SearchSort.Distance ? -key / Sphere.StepsPerKm : (Ranking.HalvingKm * Ranking.Millionths / Math.Max(key, 1)) - Ranking.HalvingKm;
}
