using System.Text.Json;
using ResourceApi.Tests.Support;

namespace ResourceApi.Tests.Search;

public sealed class SearchCursorTests(ApiHost api) : IClassFixture<ApiHost>, IAsyncLifetime
{
    private static string[]? _everybody;

    public async ValueTask InitializeAsync()
    {
        if (_everybody is not null)
            return;
        var ids = new List<string>();
        // Three groups of equals: ties are most of the order.
        for (var i = 0; i < 105; i++)
            ids.Add(await api.JoinAsync("provider", profile => (profile.Bio, profile.Latitude, profile.Longitude) = ("paging", 1 + (i % 3), 1)));
        _everybody = [.. ids];
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("""{"query":"paging","limit":1""", 105)]
    [InlineData("""{"query":"paging","limit":7""", 15)]
    [InlineData("""{"query":"paging","limit":100""", 2)]
    [InlineData("""{"query":"paging","limit":35,"sort":"newest" """, 3)]
    [InlineData("""{"limit":10,"sort":"rating" """, 11)]
    [InlineData("""{"limit":35,"sort":"newest" """, 3)]
    [InlineData("""{"limit":20,"location":{"lat":1,"lon":1,"radius_km":500},"sort":"distance" """, 6)]
    [InlineData("""{"limit":20,"location":{"lat":1,"lon":1,"radius_km":500}""", 6)]
    public async Task Pages_hold_everybody_once(string search, int pages)
    {
        List<string> seen = [];
        string? cursor = null;
        for (var page = 1; page <= pages; page++)
        {
            var data = await PageAsync(search, cursor);
            seen.AddRange(Market.Ids(data));
            cursor = data.GetProperty("next_cursor").GetString();
            Assert.Equal((page < pages, page < pages), (data.GetProperty("has_more").GetBoolean(), cursor is not null));
        }
        Assert.Equal(_everybody!.Order(), seen.Order());
    }

    [Fact]
    public async Task Page_size_is_twenty_unless_said()
    {
        var data = await PageAsync("""{"query":"paging" """, null);
        Assert.Equal((20, true), (data.GetProperty("items").GetArrayLength(), data.GetProperty("has_more").GetBoolean()));
    }

    [Theory]
    [InlineData("""{"query":"paging","limit":5""", true)]
    [InlineData("""{"query":" paging\u200b " """, true)]
    [InlineData("""{"query":"pagin" """, false)]
    [InlineData("""{"query":"paging","available":false""", false)]
    [InlineData("""{"query":"paging","skills":["a"]""", false)]
    [InlineData("""{"query":"paging","languages":["en"]""", false)]
    [InlineData("""{"query":"paging","min_rating":1""", false)]
    [InlineData("""{"query":"paging","sort":"newest" """, false)]
    [InlineData("""{"query":"paging","location":{"lat":1,"lon":1}""", false)]
    [InlineData("""{ "limit":2""", false)]
    public async Task Cursor_is_of_one_search(string search, bool isTaken)
    {
        var cursor = (await PageAsync("""{"query":"paging","limit":2""", null)).GetProperty("next_cursor").GetString();
        using var answer = await SendAsync(search, cursor);
        await AssertAsync(answer, isTaken);
    }

    [Fact]
    public async Task Cursor_is_of_one_caller_and_one_type()
    {
        var id = await api.PersonAsync("customer");
        var cursor = (await PageAsync("""{"limit":2""", null, api.Token("search", id))).GetProperty("next_cursor").GetString();
        using var same = await SendAsync("""{"limit":2""", cursor, api.Token("search", id, session: "another"));
        await AssertAsync(same, isTaken: true);
        using var other = await SendAsync("""{"limit":2""", cursor, api.Token("search", await api.PersonAsync("customer")));
        await AssertAsync(other, isTaken: false);
        using var risen = await SendAsync("""{"limit":2""", cursor, api.Token("search", id, role: "admin"));
        await AssertAsync(risen, isTaken: false);
    }

    [Fact]
    public async Task Changed_cursor_is_refused_at_every_character()
    {
        var cursor = (await PageAsync("""{"limit":2""", null)).GetProperty("next_cursor").GetString()!;
        for (var i = 0; i < cursor.Length; i++)
        {
            var changed = cursor.ToCharArray();
            // The neighbour in the alphabet: at the end this changes only bits that decoding drops.
            changed[i] = changed[i] == 'B' ? 'A' : changed[i] == 'A' ? 'B' : (char)(changed[i] ^ 1);
            using var answer = await SendAsync("""{"limit":2""", new string(changed));
            await AssertAsync(answer, isTaken: false);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("AQ==")]
    [InlineData("' OR 1=1 --")]
    [InlineData("AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("/wAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Made_up_cursor_is_refused(string cursor)
    {
        using var answer = await SendAsync("""{"limit":2""", cursor);
        await AssertAsync(answer, isTaken: false);
    }

    [Fact]
    public async Task Long_cursor_is_refused()
    {
        using var answer = await SendAsync("""{"limit":2""", new string('A', 10_000));
        await AssertAsync(answer, isTaken: false);
    }

    private Task<HttpResponseMessage> SendAsync(string search, string? cursor, string? token = null) =>
        api.SearchAsync($"{search}{(cursor is null ? "" : ",\"cursor\":" + JsonSerializer.Serialize(cursor))}}}", token);

    private async Task<JsonElement> PageAsync(string search, string? cursor, string? token = null)
    {
        using var answer = await SendAsync(search, cursor, token);
        return await Market.DataAsync(answer);
    }

    private static async Task AssertAsync(HttpResponseMessage answer, bool isTaken)
    {
        if (isTaken)
            Assert.True(answer.IsSuccessStatusCode);
        else
            await ApiHost.ProblemAsync(answer, 400, "invalid_cursor");
    }
}
