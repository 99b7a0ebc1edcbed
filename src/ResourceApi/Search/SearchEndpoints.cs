using AuthServer.Validation.Requirements;
using ResourceApi.Hosting;
using ServiceDefaults.Answers;
using ServiceDefaults.Sections;

namespace ResourceApi.Search;

/// <summary>The routes of search.</summary>
internal static class SearchEndpoints
{
    public static void AddSearch(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSection<PhoneSearchOptions>(builder.Configuration, "PhoneSearch");
        builder.Services.AddSingleton<ISearchIndex, SqliteSearchIndex>();
        builder.Services.AddScoped<SearchItems>();
        builder.Services.AddSingleton<PhoneSearchBudgets>();
        builder.Services.AddSingleton<PhoneSearchLimits>();
        builder.Services.AddScoped<FindByPhone>();
    }

    public static void MapSearch(this IEndpointRouteBuilder app)
    {
        var search = app.MapGroup("/users/search").WithTags("Search").RequireScope("search").FailsWithoutToken();

        search.MapPost("/", FindPeople.HandleAsync)
            .WithSummary("Finds people by words, skills, place, rating, language and availability")
            .WithDescription("Needs scope `search`. Customers find providers, providers find customers, admins everybody; a program's own token finds providers. "
                + "Every member of the body narrows the search. Order: `relevance` (text × nearness × quality), `distance`, `rating` or `newest`. "
                + "Distances are measured from the middle of a person's square kilometre. `explain` shows admins the factors of the ranking.")
            .FailsWith(StatusCodes.Status400BadRequest, "invalid_cursor")
            .FailsWith(StatusCodes.Status403Forbidden, "forbidden");

        search.MapPost("/phone/", FindByPhone.HandleAsync).RequireUserToken()
            .WithSummary("Finds the owner of a phone number")
            .WithDescription("Needs scope `search` and a user's token; finds whom the search finds. The number must be whole (E.164) and verified, and its owner must not have set `discoverable_by_phone` to false. "
                + "Where no number is the same, admins find by part of one: at least 7 digits, at most 20 people, numbers masked, and every such search audited. Limited by account, session and address.")
            .FailsWith(StatusCodes.Status403Forbidden, "user_token_required")
            .FailsWith(StatusCodes.Status429TooManyRequests, "too_many_requests");
    }
}
