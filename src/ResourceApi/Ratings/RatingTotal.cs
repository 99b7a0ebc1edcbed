namespace ResourceApi.Ratings;

/// <summary>All ratings of one person in one role, added up; kept in the transaction of each rating.</summary>
public sealed class RatingTotal
{
    public required string Person { get; init; }

    /// <summary><c>provider</c> or <c>customer</c>: who changes sides finds the old ratings again on return.</summary>
    public required string Role { get; init; }

    public long Sum { get; set; }

    public long Count { get; set; }
}
