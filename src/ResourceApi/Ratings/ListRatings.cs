using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ResourceApi.Data;
using ResourceApi.Paging;
using ResourceApi.People;
using ServiceDefaults.Answers;

namespace ResourceApi.Ratings;

/// <summary>GET a user's ratings, newest first.</summary>
internal static class ListRatings
{
    public static async Task<Results<OkEnvelope<RatingPage>, Problem>> HandleAsync(
        string id, ClaimsPrincipal user, ApiDbContext db, Cursors cursors, CancellationToken cancellationToken, int limit = PageSize.Usual, string? cursor = null)
    {
        var errors = new FieldErrors();
        PageSize.Check(limit, errors);
        if (errors.Any)
            return Problem.Invalid(errors);
        var caller = user.FindFirstValue("sub")!;
        var binding = $"ratings\n{caller}\n{id}";
        // Guids of version 7 rise with time: above the highest there is nothing.
        var before = Guid.AllBitsSet;
        if (cursor is not null)
        {
            if (cursors.Open(cursor, binding) is not { Length: 16 } position)
                return Cursors.Invalid();
            before = new Guid(position, bigEndian: true);
        }
        var person = await db.People.AsNoTracking().SingleOrDefaultAsync(person => person.Id == id, cancellationToken);
        var audience = await Audience.OfAsync(user, db, cancellationToken);
        if (person is null || !(audience.Finds(person) || (id == caller && !person.Disabled)))
            return Problem.NotFound();
        return Envelope.Ok(await ReadAsync(db, person, before, limit, last => cursors.Seal(binding, last.ToByteArray(bigEndian: true)), cancellationToken));
    }

    private static async Task<RatingPage> ReadAsync(ApiDbContext db, Person person, Guid before, int limit, Func<Guid, string> seal, CancellationToken cancellationToken)
    {
        var rows = db.Ratings.FromSql($"SELECT * FROM ratings WHERE ratee = {person.Id} AND role = {person.UserType} AND id < {before} ORDER BY id DESC LIMIT {limit + 1}");
        var found = await (
            from rating in rows.AsNoTracking()
            join rater in db.People on rating.Rater equals rater.Id into raters
            from rater in raters.DefaultIfEmpty()
            join profile in db.Profiles on rating.Rater equals profile.Id into profiles
            from profile in profiles.DefaultIfEmpty()
            select new { rating.Id, rating.Stars, rating.Comment, Name = rater == null || rater.Disabled ? null : profile.DisplayName, rating.CreatedAt }).ToListAsync(cancellationToken);
        var total = await db.RatingTotals.AsNoTracking().SingleOrDefaultAsync(total => total.Person == person.Id && total.Role == person.UserType, cancellationToken);
        // In memory: the joins need not keep the order.
        var items = found.OrderByDescending(row => row.Id).Take(limit).Select(row => new RatingItem(row.Id, row.Stars, row.Comment, row.Name, row.CreatedAt.UtcDateTime)).ToList();
        var more = found.Count > limit;
        return new RatingPage(RatingSummary.Of(total?.Sum ?? 0, total?.Count ?? 0), items, more ? seal(items[^1].Id) : null, more);
    }
}
