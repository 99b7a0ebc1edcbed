using System.ComponentModel.DataAnnotations;

namespace ResourceApi.Ratings;

/// <summary>Section <c>Ratings</c>.</summary>
public sealed class RatingOptions
{
    /// <summary>How many ratings one user may give in a day.</summary>
    [Range(1, 1000)]
    public int PerRaterPerDay { get; set; } = 20;

    /// <summary>How many of them may be of the same person: <c>booking_id</c> is the app's word only.</summary>
    [Range(1, 1000)]
    public int PerPairPerDay { get; set; } = 5;
}
