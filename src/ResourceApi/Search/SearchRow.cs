namespace ResourceApi.Search;

/// <summary>A row that a <see cref="SearchStatement"/> reads.</summary>
internal sealed class SearchRow
{
    public long Number { get; init; }

    public string Person { get; init; } = "";

    /// <summary>In millionths.</summary>
    public long Quality { get; init; }

    /// <summary>In steps of 0.1 km.</summary>
    public long? Distance { get; init; }

    public double Text { get; init; }

    public long Key { get; init; }
}
