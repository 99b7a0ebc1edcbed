namespace ResourceApi.Search;

/// <summary>A checked search: what an index is asked.</summary>
internal sealed record SearchFilter
{
    /// <summary>The user types that the caller may find.</summary>
    public required IReadOnlyList<string> Types { get; init; }

    /// <summary>The words of the query, each with a letter or digit; null without a query, empty where nothing can match.</summary>
    public IReadOnlyList<string>? Words { get; init; }

    public IReadOnlyList<string> Skills { get; init; } = [];

    public SearchArea? Area { get; init; }

    /// <summary>The lowest average, in hundredths.</summary>
    public int? LowestRating { get; init; }

    /// <summary>Lower-case tags.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    public bool? Available { get; init; }

    public SearchSort Sort { get; init; }
}
