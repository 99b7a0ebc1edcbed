namespace ResourceApi.Ratings;

/// <summary>One rating as others see it.</summary>
/// <param name="Id">The rating.</param>
/// <param name="Rating">1 to 5.</param>
/// <param name="Comment">What the rater says, where they say something.</param>
/// <param name="RaterName">The name that the rater shows to others; null where they show none, or are gone.</param>
/// <param name="CreatedAt">When it was given.</param>
public sealed record RatingItem(Guid Id, int Rating, string? Comment, string? RaterName, DateTime CreatedAt);
