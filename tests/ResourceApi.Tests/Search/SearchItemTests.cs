using ResourceApi.Profiles;
using ResourceApi.Ratings;
using ResourceApi.Tests.Support;

namespace ResourceApi.Tests.Search;

public sealed class SearchItemTests(ApiHost api) : IClassFixture<ApiHost>
{
    private const string Here = """{"query":"allowlist","location":{"lat":48.1374,"lon":11.5755}}""";

    [Fact]
    public async Task Item_has_these_members_and_no_others()
    {
        var id = await WriteAsync("allowlist");
        await api.SeedAsync(db => db.Add(new RatingTotal { Person = id, Role = "provider", Sum = 14, Count = 3 }));
        using var answer = await api.SearchAsync(Here);
        var data = await Market.DataAsync(answer);
        Assert.Equal(["items", "next_cursor", "has_more"], data.EnumerateObject().Select(member => member.Name));
        var item = Assert.Single(data.GetProperty("items").EnumerateArray());
        Assert.Equal(
            ["id", "display_name", "user_type", "verified", "image", "bio", "skills", "hourly_rate", "currency", "languages", "availability", "rating", "distance_km"],
            item.EnumerateObject().Select(member => member.Name));
        Assert.Equal("Ada L.", item.GetProperty("display_name").GetString());
        Assert.Equal("provider", item.GetProperty("user_type").GetString());
        Assert.True(item.GetProperty("verified").GetBoolean());
        Assert.Equal(35.5m, item.GetProperty("hourly_rate").GetDecimal());
        Assert.Equal("busy", item.GetProperty("availability").GetString());
        Assert.Equal((4.67m, 3), (item.GetProperty("rating").GetProperty("average").GetDecimal(), item.GetProperty("rating").GetProperty("count").GetInt32()));
        var secrets = (string[])["Lovelace", "1990", "Secret Street", "+4915112345678", "48.13", "11.57", "diverse", "Europe/Berlin", "de-DE", "unavailable", "pending"];
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, data.GetRawText(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Lovelace")]
    [InlineData("Secret Street")]
    [InlineData("Munich")]
    [InlineData("diverse")]
    [InlineData("4915112345678")]
    public async Task What_is_not_shown_is_not_searched(string query)
    {
        await WriteAsync("hidden");
        Assert.Empty(await api.FoundAsync($$"""{"query":"{{query}}"}"""));
    }

    [Fact]
    public async Task Bio_is_cut_between_characters()
    {
        await api.JoinAsync("provider", profile => profile.Bio = "excerpt " + new string('a', 191) + "😀 and more");
        using var answer = await api.SearchAsync("""{"query":"excerpt"}""");
        Assert.Equal("excerpt " + new string('a', 191) + "…", (await Market.DataAsync(answer)).GetProperty("items")[0].GetProperty("bio").GetString());
    }

    [Theory]
    [InlineData(48.1351, 11.5749)]
    [InlineData(48.1449, 11.5651)]
    [InlineData(48.1400, 11.5700)]
    public async Task Distances_are_the_same_for_a_whole_cell(double lat, double lon)
    {
        var word = "cell" + string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{lat}{lon}").Replace(".", "", StringComparison.Ordinal);
        await api.JoinAsync("provider", profile => (profile.Bio, profile.Latitude, profile.Longitude) = (word, lat, lon));
        foreach (var (fromLat, fromLon, expected) in ((double, double, double)[])[(48.14, 11.57, 0), (48.14, 11.6, 2.2), (48.1, 11.57, 4.4), (48.2, 11.7, 11.7)])
        {
            using var answer = await api.SearchAsync(string.Create(System.Globalization.CultureInfo.InvariantCulture, $$"""{"query":"{{word}}","location":{"lat":{{fromLat}},"lon":{{fromLon}} } }"""));
            Assert.Equal(expected, (await Market.DataAsync(answer)).GetProperty("items")[0].GetProperty("distance_km").GetDouble());
        }
    }

    [Theory]
    [InlineData("Plumber", 1, 0.5, 0.7)]
    [InlineData("plumb", 0.7, 0.5, 0.7)]
    [InlineData("explained", 0.4, 0.5, 0.7)]
    public async Task Admins_see_the_factors_of_the_ranking(string query, double text, double nearness, double quality)
    {
        if (_explained is null)
            _explained = await api.JoinAsync("provider", profile => (profile.Skills, profile.Bio, profile.Latitude, profile.Longitude) = (["plumber"], "explained", -10, 20));
        using var answer = await api.SearchAsync($$"""{"query":"{{query}}","location":{"lat":-10.09,"lon":20},"explain":true}""", api.Token("search", role: "admin"));
        var explain = (await Market.DataAsync(answer)).GetProperty("items")[0].GetProperty("explain");
        Assert.Equal(["score", "text", "nearness", "quality"], explain.EnumerateObject().Select(member => member.Name));
        Assert.Equal((text, quality), (explain.GetProperty("text").GetDouble(), explain.GetProperty("quality").GetDouble()));
        Assert.Equal(nearness, explain.GetProperty("nearness").GetDouble(), 0.001);
        Assert.Equal(text * quality * explain.GetProperty("nearness").GetDouble(), explain.GetProperty("score").GetDouble(), 0.00001);
    }

    [Fact]
    public async Task Others_do_not()
    {
        using var refused = await api.SearchAsync("""{"explain":true}""");
        await ApiHost.ProblemAsync(refused, 403, "forbidden");
        using var declined = await api.SearchAsync("""{"explain":false}""");
        Assert.True(declined.IsSuccessStatusCode);
    }

    [Fact]
    public async Task One_perfect_rating_is_less_than_a_hundred_good_ones()
    {
        var (one, hundred, none) = (await WriteAsync("stars"), await WriteAsync("stars"), await WriteAsync("stars"));
        await api.SeedAsync(db => db.AddRange(
            new RatingTotal { Person = one, Role = "provider", Sum = 5, Count = 1 }, new RatingTotal { Person = hundred, Role = "provider", Sum = 480, Count = 100 }, new RatingTotal { Person = none, Role = "customer", Sum = 500, Count = 100 }));
        Assert.Equal([hundred, one, none], await api.FoundAsync("""{"query":"stars"}"""));
        Assert.Equal([hundred, one, none], await api.FoundAsync("""{"query":"stars","sort":"rating"}"""));
        Assert.Equal([hundred, one, none], (await api.FoundAsync("""{"sort":"rating","limit":100}""")).Where(id => id == one || id == hundred || id == none));
    }

    private static string? _explained;

    private Task<string> WriteAsync(string word) => api.JoinAsync(
        "provider",
        profile =>
        {
            (profile.FirstName, profile.LastName, profile.DisplayName, profile.Bio) = ("Ada", "Lovelace", "Ada L.", word);
            (profile.DateOfBirth, profile.Gender, profile.TimeZone, profile.Locale) = (new DateOnly(1990, 12, 10), "diverse", "Europe/Berlin", "de-DE");
            profile.Address = new Address { Line1 = "Secret Street 1", City = "Munich", Country = "DE" };
            (profile.Latitude, profile.Longitude) = (48.137154, 11.575382);
            (profile.Skills, profile.Languages, profile.HourlyRateHundredths, profile.Currency, profile.Availability) = (["maths"], ["en"], 3550, "EUR", Availability.Busy);
        },
        "+4915112345678",
        person => person.KycStatus = "verified");
}
