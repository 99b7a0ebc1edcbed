namespace ResourceApi.Search;

/// <summary>Some of the people found.</summary>
/// <param name="Items">They.</param>
/// <param name="NextCursor">What to send as <c>cursor</c>, with the same search, for the next ones; null at the end.</param>
/// <param name="HasMore">Whether there are more.</param>
public sealed record SearchPage(IReadOnlyList<SearchItem> Items, string? NextCursor, bool HasMore);
