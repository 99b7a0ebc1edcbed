namespace ResourceApi.Ratings;

/// <summary>How somebody is rated in the role that they have now.</summary>
/// <param name="Average">1 to 5 with two decimals; null without ratings.</param>
/// <param name="Count">How many ratings.</param>
public sealed record RatingSummary(decimal? Average, long Count)
{
    internal static RatingSummary Of(long sum, long count) =>
        new(count == 0 ? null : decimal.Round((decimal)sum / count, 2, MidpointRounding.AwayFromZero), count);
}
