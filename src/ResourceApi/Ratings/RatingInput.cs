namespace ResourceApi.Ratings;

/// <summary>What a rater sends.</summary>
public sealed record RatingInput
{
    internal const int CommentLength = 1000;

    /// <summary>1 (worst) to 5 (best).</summary>
    public required int Rating { get; init; }

    /// <summary>At most 1,000 characters.</summary>
    public string? Comment { get; init; }

    /// <summary>The app's own reference of the dealing, at most 64 visible ASCII characters; the platform keeps no bookings.</summary>
    public string? BookingId { get; init; }
}
