using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ResourceApi.Data;
using ResourceApi.People;
using ResourceApi.Profiles;
using ResourceApi.Ratings;
using ResourceApi.Search;
using ResourceApi.Tests.Support;
using SearchData;
using ServiceDefaults.Answers;

namespace ResourceApi.Tests.Search;

public sealed class SearchOrderTests(ApiHost api) : IClassFixture<ApiHost>
{
    private const int People = 300;
    private const int Searches = 200;
    private static readonly string[] Words = ["plumb", "plumber", "Plumbing", "pipe", "pipes", "drain", "René", "rene", "RENE", "O'Neil", "neil", "C++", "C#", "müller", "Muller", "wood-work", "wood", "work", "99", "9", "Übung", "été", "łódź", "%", "*", "-"];
    private static readonly string[] Skills = ["Plumbing", "plumbing", "C++", "C#", "C", ".NET", "Drain cleaning", "drain", "Électricien", "electricien", "wood-work", "wood work"];
    private static readonly string[] Languages = ["en", "en-GB", "pt", "pt-BR", "de", "zh-Hant-TW", "zh-Hant"];
    private static readonly (double Lat, double Lon)[] Places = [(52.52, 13.4), (-16.8, 179.95), (-16.8, -179.95), (89.97, 45), (0, 0)];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Every_search_finds_whom_the_description_says_in_its_order_page_by_page(ulong seed)
    {
        var random = new SplitMix(seed);
        var people = await FillAsync(random);
        var plain = new PlainSearch(people);
        (string Token, string[] Types)[] callers =
        [
            (api.Token("search", role: "customer"), ["provider"]), (api.Token("search", await api.PersonAsync("provider"), role: "provider"), ["customer"]), (api.Token("search", role: "admin"), ["customer", "provider", "admin"]),
        ];
        var found = 0;
        for (var i = 0; i < Searches; i++)
        {
            var (search, caller) = (Search(random), callers[random.Below(callers.Length)]);
            var expected = plain.Find(search, caller.Types).ToList();
            var actual = await AllPagesAsync(search, caller.Token);
            Assert.True(expected.SequenceEqual(actual), $"{JsonSerializer.Serialize(search, Json.Options)}\nexpected {Numbers(people, expected)}\nfound    {Numbers(people, actual)}");
            found += expected.Count > 1 ? 1 : 0;
        }
        // Searches that find nobody would prove nothing.
        Assert.True(found > Searches / 4, $"Only {found} searches found more than one person.");
    }

    private static string Numbers(List<MarketPerson> people, IEnumerable<string> ids) => string.Join(' ', ids.Select(id => people.Find(person => person.Id == id)?.Number));

    private async Task<List<string>> AllPagesAsync(SearchInput search, string token)
    {
        List<string> ids = [];
        do
        {
            using var answer = await api.SearchAsync(JsonSerializer.Serialize(search, Json.Options), token);
            var data = await Market.DataAsync(answer);
            ids.AddRange(Market.Ids(data));
            search = search with { Cursor = data.GetProperty("next_cursor").GetString() };
        }
        while (search.Cursor is not null);
        return ids;
    }

    private async Task<List<MarketPerson>> FillAsync(SplitMix random)
    {
        using var scope = api.Services.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<ApiDbContext>();
        var cancel = TestContext.Current.CancellationToken;
        // Each seed has the marketplace for itself.
        await db.Ratings.ExecuteDeleteAsync(cancel);
        await db.RatingTotals.ExecuteDeleteAsync(cancel);
        await db.People.ExecuteDeleteAsync(cancel);
        var made = Enumerable.Range(0, People).Select(_ => Person(random, api.Clock.GetUtcNow())).ToList();
        foreach (var (person, profile, total) in made)
        {
            db.AddRange(person, profile);
            if (total is not null)
                db.Add(total);
        }
        await db.SaveChangesAsync(cancel);
        var numbers = (await db.Database.SqlQueryRaw<Numbered>("SELECT person AS Person, number AS Number FROM search_numbers").ToListAsync(cancel)).ToDictionary(row => row.Person, row => row.Number);
        return [.. made.Where(one => !one.Person.Disabled).Select(one => new MarketPerson(one.Person.Id, one.Person.UserType, one.Person.CreatedAt, one.Profile, one.Total?.Sum ?? 0, one.Total?.Count ?? 0, numbers[one.Person.Id]))];
    }

    private static (Person Person, Profile Profile, RatingTotal? Total) Person(SplitMix random, DateTimeOffset now)
    {
        var (id, type) = (random.Id().ToString(), random.One((string[])["provider", "provider", "customer", "admin"]));
        var person = new Person { Id = id, Version = 1, Username = id, UserType = type, Roles = type, CreatedAt = now.AddMinutes(random.Below(50)), Disabled = random.Chance(0.05) };
        var profile = new Profile { Id = id, CreatedAt = now, UpdatedAt = now };
        if (random.Chance(0.8))
            profile.DisplayName = Text(random, 2);
        if (random.Chance(0.5))
            profile.FirstName = Text(random, 1);
        if (random.Chance(0.8))
            profile.Bio = Text(random, random.Below(8) + 1);
        profile.Skills = [.. Enumerable.Range(0, random.Below(4)).Select(_ => random.One(Skills)).Distinct(StringComparer.OrdinalIgnoreCase)];
        profile.Languages = [.. Enumerable.Range(0, random.Below(3)).Select(_ => random.One(Languages)).Distinct()];
        profile.Availability = random.Chance(0.3) ? null : random.One(Enum.GetValues<Availability>());
        if (random.Chance(0.9))
            (profile.Latitude, profile.Longitude) = (Math.Min(90, random.One(Places).Lat + Offset(random)), Math.Clamp(random.One(Places).Lon + Offset(random), -180, 180));
        return (person, profile, random.Chance(0.5) ? Total(random, id, type) : null);
    }

    private static RatingTotal Total(SplitMix random, string id, string type)
    {
        var count = 1 + random.Below(4);
        return new RatingTotal { Person = id, Role = type, Count = count, Sum = count + random.Below((4 * count) + 1) };
    }

    private static SearchInput Search(SplitMix random)
    {
        var area = random.Chance(0.5) ? new SearchArea(Math.Round(Math.Min(90, random.One(Places).Lat + Offset(random)), 3), Math.Round(Math.Clamp(random.One(Places).Lon + Offset(random), -180, 180), 3), 1 + random.Below(random.Chance(0.5) ? 30 : 500)) : null;
        var sort = random.Chance(0.4) ? (SearchSort?)null : random.One(Enum.GetValues<SearchSort>());
        return new SearchInput
        {
            Query = random.Chance(0.5) ? Text(random, 1 + random.Below(3)) : null,
            Skills = random.Chance(0.2) ? [.. Enumerable.Range(0, 1 + random.Below(2)).Select(_ => random.One(Skills))] : null,
            Location = area,
            MinRating = random.Chance(0.15) ? 1 + (random.Below(400) / 100m) : null,
            Languages = random.Chance(0.2) ? [.. Enumerable.Range(0, 1 + random.Below(2)).Select(_ => random.One(Languages))] : null,
            Available = random.Chance(0.2) ? random.Chance(0.5) : null,
            Sort = sort == SearchSort.Distance && area is null ? null : sort,
            Limit = random.One((int[])[7, 20, 50, 100]),
        };
    }

    private static double Offset(SplitMix random) => (random.Fraction() - 0.5) * random.One((double[])[0.05, 0.5, 4]);

    private static string Text(SplitMix random, int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => random.One(Words)));

    private sealed record Numbered(string Person, long Number);
}
