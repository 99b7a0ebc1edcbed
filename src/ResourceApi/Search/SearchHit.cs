namespace ResourceApi.Search;

/// <summary>Somebody whom an index found.</summary>
/// <param name="Person">Who.</param>
/// <param name="Position">Where in the order.</param>
/// <param name="DistanceKm">From the searched place to the middle of the person's cell, in steps of 0.1; null without a searched place.</param>
/// <param name="Text">The text factor of <see cref="Ranking"/>.</param>
/// <param name="Quality">The quality factor.</param>
internal sealed record SearchHit(string Person, SearchPosition Position, double? DistanceKm, double Text, double Quality);
