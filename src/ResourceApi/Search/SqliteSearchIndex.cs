using Microsoft.EntityFrameworkCore;
using ResourceApi.Data;

namespace ResourceApi.Search;

/// <summary>Searches what <see cref="SearchTables"/> holds.</summary>
internal sealed class SqliteSearchIndex(IDbContextFactory<ApiDbContext> contexts) : ISearchIndex
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<SearchHit>> FindAsync(SearchFilter filter, SearchPosition? after, int count, CancellationToken cancellationToken)
    {
        if (filter.Types.Count == 0 || filter.Words is { Count: 0 })
            return [];
        var statement = new SearchStatement(filter, after, count);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.Database.SqlQueryRaw<SearchRow>(statement.Sql, statement.Parameters).ToListAsync(cancellationToken);
        return [.. rows.Select(row => new SearchHit(row.Person, new(row.Key, row.Number), row.Distance / Sphere.StepsPerKm, row.Text, row.Quality / Ranking.Millionths))];
    }
}
