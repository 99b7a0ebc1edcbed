namespace ResourceApi.Ratings;

/// <summary>What somebody says of one dealing with another.</summary>
public sealed class Rating
{
    public required Guid Id { get; init; }

    public required string Rater { get; init; }

    public required string Ratee { get; init; }

    /// <summary>What the ratee was in the dealing: <c>provider</c> or <c>customer</c>.</summary>
    public required string Role { get; init; }

    /// <summary>The app's own name of the dealing; empty without one, so that there is one such rating only.</summary>
    public required string BookingId { get; init; }

    /// <summary>1 to 5.</summary>
    public required int Stars { get; init; }

    public string? Comment { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
