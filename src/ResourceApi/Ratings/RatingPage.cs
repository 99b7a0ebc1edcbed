namespace ResourceApi.Ratings;

/// <summary>Some of somebody's ratings, newest first.</summary>
/// <param name="Rating">All of them, added up.</param>
/// <param name="Items">These.</param>
/// <param name="NextCursor">What to send as <c>cursor</c> for the next ones; null at the end.</param>
/// <param name="HasMore">Whether there are more.</param>
public sealed record RatingPage(RatingSummary Rating, IReadOnlyList<RatingItem> Items, string? NextCursor, bool HasMore);
