namespace ResourceApi.Search;

/// <summary>Where people are looked up: SQLite's full-text and R*Tree indexes, or another database's.</summary>
/// <remarks>An index is written by the database itself, in the transaction of what it is made from, so that no writer can forget it.</remarks>
internal interface ISearchIndex
{
    /// <summary>The first <paramref name="count"/> people of the search's order, after a position.</summary>
    /// <param name="filter">What must hold and in which order.</param>
    /// <param name="after">Where the page before ended; null for the first.</param>
    /// <param name="count">How many.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    Task<IReadOnlyList<SearchHit>> FindAsync(SearchFilter filter, SearchPosition? after, int count, CancellationToken cancellationToken);
}
