namespace AuthServer.Admin.Paging;

/// <summary>A page of a list.</summary>
/// <param name="Items">What it lists.</param>
/// <param name="NextCursor">Where the next page begins; null on the last.</param>
/// <param name="HasMore">Whether there is a next page.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor, bool HasMore);
