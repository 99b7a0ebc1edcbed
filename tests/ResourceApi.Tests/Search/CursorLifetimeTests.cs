using ResourceApi.Tests.Support;

namespace ResourceApi.Tests.Search;

public sealed class CursorLifetimeTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Cursor_is_good_for_a_day()
    {
        for (var i = 0; i < 2; i++)
            await api.JoinAsync("provider");
        using var first = await api.SearchAsync("""{"limit":1}""");
        var search = $$"""{"limit":1,"cursor":"{{(await Market.DataAsync(first)).GetProperty("next_cursor").GetString()}}"}""";
        api.Clock.Advance(TimeSpan.FromDays(1));
        using var late = await api.SearchAsync(search);
        Assert.Single(Market.Ids(await Market.DataAsync(late)));
        api.Clock.Advance(TimeSpan.FromSeconds(1));
        using var old = await api.SearchAsync(search);
        await ApiHost.ProblemAsync(old, 400, "invalid_cursor");
    }
}
