using AuthServer.Validation.Requirements;
using ResourceApi.Hosting;
using ResourceApi.Idempotency;
using ServiceDefaults.Answers;
using ServiceDefaults.Sections;

namespace ResourceApi.Ratings;

/// <summary>The routes of ratings.</summary>
internal static class RatingEndpoints
{
    public static void AddRatings(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSection<RatingOptions>(builder.Configuration, "Ratings");
        builder.Services.AddSingleton<RateUser>();
    }

    public static void MapRatings(this IEndpointRouteBuilder app)
    {
        var ratings = app.MapGroup("/users/{id}/ratings").WithTags("Ratings").NeedsUser()
            .FailsWith(StatusCodes.Status404NotFound, "not_found");

        ratings.MapGet("/", ListRatings.HandleAsync).RequireScope("users:read")
            .WithSummary("A user's ratings, newest first")
            .WithDescription("Needs scope `users:read`. The ratings of the role that the user has now: of a provider for customers, of a customer for providers, one's own for everybody, all for admins. "
                + "Send `next_cursor` as `cursor` for the next page; `limit` is 1 to 100 (20).")
            .FailsWith(StatusCodes.Status400BadRequest, "validation_failed", "invalid_cursor", "invalid_request");

        ratings.MapPost("/", RateUser.HandleAsync).RequireScope("users:write").Idempotent()
            .WithSummary("Rates a user after a dealing")
            .WithDescription("Needs scope `users:write`. Customers rate providers and the reverse; nobody rates themselves, and admins neither rate nor are rated. "
                + "There is one rating for each rater, ratee and `booking_id`, and one without a `booking_id`. The platform keeps no bookings: `booking_id` is the app's own reference and is compared as it is sent.")
            .FailsWith(StatusCodes.Status403Forbidden, "rating_not_allowed")
            .FailsWith(StatusCodes.Status409Conflict, "already_rated")
            .FailsWith(StatusCodes.Status429TooManyRequests, "too_many_requests");
    }
}
