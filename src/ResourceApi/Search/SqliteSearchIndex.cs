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
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = SearchRings.Of(filter, after) is { } rings
            ? await RingByRingAsync(db, filter, rings, after, count, cancellationToken)
            : await ReadAsync(db, filter, after, count, cancellationToken);
        return [.. rows.Select(row => new SearchHit(row.Person, new(row.Key, row.Number), row.Distance / Sphere.StepsPerKm, row.Text, row.Quality / Ranking.Millionths))];
    }

    // The R*Tree gives a row in a microsecond, and a city has tens of thousands: most of them are farther than the first page reaches.
    private static async Task<List<SearchRow>> RingByRingAsync(ApiDbContext db, SearchFilter filter, SearchRings rings, SearchPosition? after, int count, CancellationToken cancellationToken)
    {
        foreach (var radius in rings)
        {
            var rows = await ReadAsync(db, filter with { Area = filter.Area! with { RadiusKm = radius } }, after, count, cancellationToken);
            if (rows.Count == count && rings.AreAllBefore(rows[^1].Key, radius))
                return rows;
        }
        return await ReadAsync(db, filter, after, count, cancellationToken);
    }

    private static Task<List<SearchRow>> ReadAsync(ApiDbContext db, SearchFilter filter, SearchPosition? after, int count, CancellationToken cancellationToken)
    {
        var statement = new SearchStatement(filter, after, count);
        return db.Database.SqlQueryRaw<SearchRow>(statement.Sql, statement.Parameters).ToListAsync(cancellationToken);
    }
}
