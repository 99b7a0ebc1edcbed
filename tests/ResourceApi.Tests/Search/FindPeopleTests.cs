using System.Text.Json;
using ResourceApi.Profiles;
using ResourceApi.Ratings;
using ResourceApi.Tests.Support;

namespace ResourceApi.Tests.Search;

public sealed class FindPeopleTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Theory]
    [InlineData("plumb", true)]
    [InlineData("PLUMBING pipes", true)]
    [InlineData("  plumbing   rene ", true)]
    [InlineData("rené", true)]
    [InlineData("RENÉ", true)]
    [InlineData("pipes\u200b", true)]
    [InlineData("strasse", false)]
    [InlineData("plumbing zebra", false)]
    [InlineData("lumbing", false)]
    [InlineData("c++", true)]
    [InlineData("o'neil", true)]
    [InlineData("oneil", false)]
    [InlineData("plumbing %", true)]
    [InlineData("%", false)]
    [InlineData("_", false)]
    [InlineData("'", false)]
    [InlineData("*", false)]
    [InlineData("\\\\", false)]
    [InlineData("\\\"", false)]
    [InlineData("[a-z]", false)]
    [InlineData("pl*", true)]
    [InlineData("pl%g", false)]
    [InlineData("NOT", false)]
    [InlineData("NOT plumbing", false)]
    [InlineData("plumbing OR zebra", false)]
    [InlineData("plumbing AND pipes", false)]
    [InlineData("NEAR(plumbing pipes)", false)]
    [InlineData("bio:pipes", false)]
    [InlineData("{bio}:pipes", false)]
    [InlineData("^plumbing", true)]
    [InlineData("(plumbing", true)]
    [InlineData("\\\"plumbing", true)]
    [InlineData("plumbing\\\" OR \\\"zebra", false)]
    [InlineData("');DROP TABLE people;--", false)]
    [InlineData("🔧", false)]
    [InlineData("plumbing 🔧", true)]
    [InlineData("\u0301", false)]
    public async Task Query_is_words_and_nothing_else(string query, bool finds)
    {
        var id = await OnceAsync("words", profile => (profile.DisplayName, profile.Skills, profile.Bio) = ("René O'Neil", ["Plumbing", "C++"], "All about pipes, in Lübeck"));
        Assert.Equal(finds ? [id] : [], await api.FoundAsync($$"""{"query":"{{query}}"}"""));
    }

    [Theory]
    [InlineData("C#", "cs")]
    [InlineData("c#", "cs")]
    [InlineData("C++", "cpp")]
    [InlineData("C", "c")]
    [InlineData(".net", "net")]
    [InlineData("net", "")]
    [InlineData("drain cleaning", "cpp c")]
    [InlineData("Drain Cleaning", "cpp c")]
    [InlineData("drain", "")]
    [InlineData("cleaning", "")]
    [InlineData("drain cleaning fast", "")]
    [InlineData("électricien", "net")]
    [InlineData("ELECTRICIEN", "net")]
    [InlineData("%", "")]
    [InlineData("dr*", "")]
    public async Task Skill_is_found_whole_whatever_its_case_and_accents(string skill, string expected)
    {
        var known = new Dictionary<string, string>
        {
            [await OnceAsync("cs", profile => profile.Skills = ["C#", "skilled"])] = "cs",
            [await OnceAsync("cpp", profile => profile.Skills = ["C++", "Drain cleaning", "skilled"])] = "cpp",
            [await OnceAsync("c", profile => profile.Skills = ["skilled", "C", "drain cleaning"])] = "c",
            [await OnceAsync("net", profile => profile.Skills = [".NET", "Électricien", "skilled"])] = "net",
        };
        var found = await api.FoundAsync($$"""{"skills":["skilled",{{JsonSerializer.Serialize(skill)}}]}""");
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), found.Select(id => known[id]).Order());
    }

    [Theory]
    [InlineData("pt", "brazil both")]
    [InlineData("pt-BR", "brazil")]
    [InlineData("PT-br", "brazil")]
    [InlineData("p", null)]
    [InlineData("br", "")]
    [InlineData("fr", "both")]
    [InlineData("sw", "")]
    public async Task Language_is_found_with_its_regions(string tag, string? expected)
    {
        var known = new Dictionary<string, string>
        {
            [await OnceAsync("brazil", profile => (profile.Languages, profile.Bio) = (["en", "pt-BR"], "tongues"))] = "brazil",
            [await OnceAsync("both", profile => (profile.Languages, profile.Bio) = (["fr", "pt"], "tongues"))] = "both",
        };
        using var answer = await api.SearchAsync($$"""{"query":"tongues","languages":["{{tag}}"]}""");
        if (expected is null)
            await ApiHost.ProblemAsync(answer, 400, "validation_failed");
        else
            Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), Market.Ids(await Market.DataAsync(answer)).Select(id => known[id]).Order());
    }

    [Theory]
    [InlineData("""{"query":"taking","available":true}""", "free")]
    [InlineData("""{"query":"taking","available":false}""", "busy silent")]
    [InlineData("""{"query":"taking"}""", "free busy silent")]
    public async Task Available_is_who_says_so(string json, string expected)
    {
        var known = new Dictionary<string, string>
        {
            [await OnceAsync("free", profile => (profile.Availability, profile.Bio) = (Availability.Available, "taking"))] = "free",
            [await OnceAsync("busy", profile => (profile.Availability, profile.Bio) = (Availability.Busy, "taking"))] = "busy",
            [await OnceAsync("silent", profile => profile.Bio = "taking")] = "silent",
        };
        Assert.Equal(expected.Split(' ').Order(), (await api.FoundAsync(json)).Select(id => known[id]).Order());
    }

    [Theory]
    [InlineData("4.6", true)]
    [InlineData("4.67", false)]
    [InlineData("1", true)]
    public async Task Lowest_rating_is_compared_with_the_average(string lowest, bool finds)
    {
        var id = await OnceAsync("rated", profile => profile.Bio = "averages");
        await OnceAsync("unrated", profile => profile.Bio = "averages");
        if (Rated.Add(id))
            await api.SeedAsync(db => db.Add(new RatingTotal { Person = id, Role = "provider", Sum = 23, Count = 5 }));
        Assert.Equal(finds ? [id] : [], await api.FoundAsync($$"""{"query":"averages","min_rating":{{lowest}}}"""));
    }

    [Theory]
    [InlineData(0, 179.99, 0, -179.99, 3, true)]
    [InlineData(89.99, 0, 89.99, 180, 3, true)]
    [InlineData(-89.99, -90, -89.99, 90, 3, true)]
    [InlineData(0, 179.99, 0, -179.99, 1, false)]
    [InlineData(60, 10, 60, 10.5, 28, true)]
    [InlineData(60, 10, 60, 10.5, 27, false)]
    public async Task Circle_knows_neither_date_line_nor_poles(double lat, double lon, double fromLat, double fromLon, double radius, bool finds)
    {
        var word = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"globe{lat}x{lon}x{radius}").Replace(".", "", StringComparison.Ordinal).Replace("-", "s", StringComparison.Ordinal);
        var id = await OnceAsync(word, profile => (profile.Latitude, profile.Longitude, profile.Bio) = (lat, lon, word));
        var location = string.Create(System.Globalization.CultureInfo.InvariantCulture, $$"""{"lat":{{fromLat}},"lon":{{fromLon}},"radius_km":{{radius}}}""");
        Assert.Equal(finds ? [id] : [], await api.FoundAsync($$"""{"query":"{{word}}","location":{{location}}}"""));
        Assert.Equal(finds, (await api.FoundAsync($$"""{"location":{{location}}}""")).Contains(id));
    }

    private static readonly Dictionary<string, string> Known = [];
    private static readonly HashSet<string> Rated = [];

    // The rows of a table share their people; the class runs one test after the other.
    private async Task<string> OnceAsync(string name, Action<Profile> profile)
    {
        if (!Known.TryGetValue(name, out var id))
            Known[name] = id = await api.JoinAsync("provider", profile);
        return id;
    }
}
