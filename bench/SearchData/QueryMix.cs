using System.Globalization;
using System.Text.Json;

namespace SearchData;

/// <summary>What people search for on a marketplace, in the proportions in which they do.</summary>
internal sealed class QueryMix(ulong seed)
{
    private readonly SplitMix _random = new(seed);

    /// <summary>The kind of a search and its body.</summary>
    public (string Kind, string Json) Next() => _random.Below(100) switch
    {
        < 35 => ("trade, near", Search(Query(Trade()), Near(10, 50))),
        < 45 => ("two words", Search(Query($"{Trade()} {_random.Frequent(Vocabulary.Tasks)}"))),
        < 55 => ("skills, near, rated, available", Search($"\"skills\":[{JsonSerializer.Serialize(Trade())}],\"min_rating\":4,\"available\":true,\"sort\":\"rating\"", Near(20, 60))),
        < 65 => ("nearest", Search("\"sort\":\"distance\"", Near(10, 40))),
        < 72 => ("trade and city", Search(Query($"{Trade()} {_random.Frequent(Vocabulary.Cities).Name}"))),
        < 79 => ("three letters, near", Search(Query(Trade()[..3]), Near(10, 50))),
        < 84 => ("trade, far", Search(Query(Trade()), Near(100, 500))),
        < 88 => ("newest or best, language", Search($"\"sort\":\"{(_random.Chance(0.5) ? "newest" : "rating")}\",\"languages\":[\"{_random.One(Vocabulary.Cities).Language}\"]")),
        < 92 => ("name", Search(Query(Vocabulary.Name(_random, 2)))),
        < 96 => ("trade everywhere", Search(Query(Trade()))),
        < 98 => ("common word", Search(Query(_random.Chance(0.5) ? "experienced" : "friendly"))),
        _ => ("everybody, far", Search(Near(200, 500))),
    };

    private static string Search(params string[] members) => $"{{{string.Join(',', members)}}}";

    private static string Query(string text) => $"\"query\":{JsonSerializer.Serialize(text)}";

    private string Trade() => _random.Frequent(Vocabulary.Trades);

    private string Near(int from, int to)
    {
        var city = _random.Frequent(Vocabulary.Cities);
        var (lat, lon, radius) = (city.Lat + ((_random.Fraction() - 0.5) * 0.2), city.Lon + ((_random.Fraction() - 0.5) * 0.2), from + _random.Below(to - from + 1));
        return string.Create(CultureInfo.InvariantCulture, $"\"location\":{{\"lat\":{lat:F5},\"lon\":{lon:F5},\"radius_km\":{radius}}}");
    }
}
