namespace ResourceApi.Search;

/// <summary>Why somebody stands where they stand, for admins.</summary>
/// <param name="Score">text × nearness × quality.</param>
/// <param name="Text">How well the words fit.</param>
/// <param name="Nearness">How near.</param>
/// <param name="Quality">How well rated, with the prior.</param>
public sealed record SearchExplanation(double Score, double Text, double Nearness, double Quality)
{
    private const int Decimals = 6;

    internal static SearchExplanation Of(SearchHit hit)
    {
        var nearness = Ranking.Nearness(hit.DistanceKm);
        return new(Math.Round(hit.Text * nearness * hit.Quality, Decimals), hit.Text, Math.Round(nearness, Decimals), hit.Quality);
    }
}
