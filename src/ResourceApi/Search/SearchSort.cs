namespace ResourceApi.Search;

/// <summary>In which order people are found.</summary>
public enum SearchSort
{
    /// <summary>By <see cref="Ranking"/>.</summary>
    Relevance,

    /// <summary>Nearest first.</summary>
    Distance,

    /// <summary>Best rated first.</summary>
    Rating,

    /// <summary>Newest account first.</summary>
    Newest,
}
