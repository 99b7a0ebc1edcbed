using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using ResourceApi.Data;
using ResourceApi.Paging;
using ResourceApi.People;
using ServiceDefaults.Answers;
using ServiceDefaults.Bodies;

namespace ResourceApi.Search;

/// <summary>POST a search for people.</summary>
internal static class FindPeople
{
    public static async Task<Results<OkEnvelope<SearchPage>, Problem>> HandleAsync(
        JsonBody<SearchInput> body, ClaimsPrincipal user, ApiDbContext db, ISearchIndex index, SearchItems people, Cursors cursors, CancellationToken cancellationToken)
    {
        var input = body.Value;
        var audience = await Audience.OfAsync(user, db, cancellationToken);
        if (input.Explain == true && !audience.IsAdmin)
            return Problem.Forbidden("forbidden", "explain is for admins.");
        var errors = new FieldErrors();
        var filter = SearchRules.Check(input, audience.Types, errors);
        if (errors.Any)
            return Problem.Invalid(errors);
        var binding = $"search\n{user.FindFirstValue("sub")}\n{JsonSerializer.Serialize(filter)}";
        SearchPosition? after = null;
        if (input.Cursor is { } cursor && (after = SearchPosition.Of(cursors.Open(cursor, binding))) is null)
            return Cursors.Invalid();
        var limit = input.Limit ?? PageSize.Usual;
        var found = await index.FindAsync(filter, after, limit + 1, cancellationToken);
        var hits = found.Take(limit).ToList();
        var known = await people.ReadAsync([.. hits.Select(hit => hit.Person)], audience, cancellationToken);
        var items = hits.Where(hit => known.ContainsKey(hit.Person)).Select(hit => known[hit.Person] with
        {
            DistanceKm = hit.DistanceKm,
            Explain = input.Explain == true ? SearchExplanation.Of(hit) : null,
        }).ToList();
        var hasMore = found.Count > limit;
        return Envelope.Ok(new SearchPage(items, hasMore ? cursors.Seal(binding, hits[^1].Position.ToBytes()) : null, hasMore), "Who was found.");
    }
}
