using System.Security.Claims;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ResourceApi.Data;
using ResourceApi.Limits;
using ResourceApi.People;
using ResourceApi.Profiles;
using ServiceDefaults.Answers;
using ServiceDefaults.Bodies;

namespace ResourceApi.Ratings;

/// <summary>POST a rating of another user.</summary>
internal sealed partial class RateUser(Writes writes, Budgets budgets, RatingOptions options, TimeProvider clock)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public static async Task<Results<CreatedEnvelope<RatingItem>, Problem>> HandleAsync(
        string id, JsonBody<RatingInput> body, ClaimsPrincipal user, RateUser use, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var input = Check(body.Value, errors);
        if (errors.Any)
            return Problem.Invalid(errors);
        var rater = user.FindFirstValue("sub")!;
        if (id == rater)
            return Problem.Forbidden("rating_not_allowed", "Nobody rates themselves.");
        return await use.RateAsync(user, rater, id, input, cancellationToken);
    }

    private async Task<Results<CreatedEnvelope<RatingItem>, Problem>> RateAsync(ClaimsPrincipal user, string rater, string ratee, RatingInput input, CancellationToken cancellationToken)
    {
        var wait = await budgets.TakeAsync(
            [new("rating", rater, options.PerRaterPerDay, Day), new("rating-pair", $"{rater}\n{ratee}", options.PerPairPerDay, Day)], cancellationToken);
        if (wait is { } left)
            return Problem.TooManyRequests(left, detail: "That is enough ratings for a day.");
        return await writes.RunAsync(db => WriteAsync(db, user, rater, ratee, input, cancellationToken), cancellationToken);
    }

    private async Task<Results<CreatedEnvelope<RatingItem>, Problem>> WriteAsync(
        ApiDbContext db, ClaimsPrincipal user, string rater, string ratee, RatingInput input, CancellationToken cancellationToken)
    {
        var audience = await Audience.OfAsync(user, db, cancellationToken);
        if (audience.IsAdmin)
            return Problem.Forbidden("rating_not_allowed", "Admins do not rate.");
        var person = await db.People.AsNoTracking().SingleOrDefaultAsync(person => person.Id == ratee, cancellationToken);
        if (person is null || !audience.Finds(person))
            return Problem.NotFound();
        var booking = input.BookingId ?? "";
        // The unique index says the same; here, in the transaction, it is an answer instead of an exception.
        if (await db.Ratings.AnyAsync(known => known.Rater == rater && known.Ratee == ratee && known.BookingId == booking, cancellationToken))
            return Problem.Conflict("already_rated", "You have rated this already.");
        var rating = new Rating
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            Rater = rater,
            Ratee = ratee,
            Role = person.UserType,
            BookingId = booking,
            Stars = input.Rating,
            Comment = input.Comment,
            CreatedAt = clock.GetUtcNow(),
        };
        db.Add(rating);
        await AddUpAsync(db, rating, cancellationToken);
        var name = await db.Profiles.Where(profile => profile.Id == rater).Select(profile => profile.DisplayName).SingleOrDefaultAsync(cancellationToken);
        return Envelope.Created(new RatingItem(rating.Id, rating.Stars, rating.Comment, name, rating.CreatedAt.UtcDateTime), "Thank you for the rating.");
    }

    private static async Task AddUpAsync(ApiDbContext db, Rating rating, CancellationToken cancellationToken)
    {
        var total = await db.RatingTotals.FindAsync([rating.Ratee, rating.Role], cancellationToken);
        if (total is null)
            db.Add(total = new RatingTotal { Person = rating.Ratee, Role = rating.Role });
        total.Sum += rating.Stars;
        total.Count++;
    }

    private static RatingInput Check(RatingInput input, FieldErrors errors)
    {
        var comment = ProfileText.Clean(input.Comment, lines: true, out var isClean);
        errors.Require(input.Rating is >= 1 and <= 5, "rating", "Must be a whole number from 1 to 5.");
        errors.Require(isClean, "comment", "Has characters that are not allowed.");
        errors.Require(comment is null || comment.Length <= RatingInput.CommentLength, "comment", $"Must be at most {RatingInput.CommentLength} characters.");
        errors.Require(input.BookingId is null || BookingId().IsMatch(input.BookingId), "booking_id", "Must be 1 to 64 visible ASCII characters.");
        return input with { Comment = comment };
    }

    [GeneratedRegex(@"\A[\x21-\x7E]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex BookingId();
}
