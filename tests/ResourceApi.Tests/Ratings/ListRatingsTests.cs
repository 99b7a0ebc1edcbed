using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ResourceApi.Data;
using ResourceApi.Tests.Search;
using ResourceApi.Tests.Support;

namespace ResourceApi.Tests.Ratings;

public sealed class ListRatingsTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Who_changes_sides_is_rated_anew_and_finds_the_old_ratings_on_return()
    {
        var person = await api.JoinAsync("provider", profile => profile.Bio = "bothsides");
        using var first = await api.RateAsync(await api.TokenOfAsync("customer"), person, """{"rating":5}""");
        await BecomeAsync(person, "customer");
        var provider = await api.TokenOfAsync("provider");
        Assert.Equal((null, 0), await api.SummaryAsync(person, provider));
        using var second = await api.RateAsync(provider, person, """{"rating":1}""");
        Assert.Equal((1m, 1), await api.SummaryAsync(person, provider));
        await BecomeAsync(person, "provider");
        Assert.Equal((5m, 1), await api.SummaryAsync(person));
        Assert.Equal([person], await api.FoundAsync("""{"query":"bothsides","min_rating":5}"""));
    }

    [Fact]
    public async Task Ratings_are_listed_newest_first_page_by_page()
    {
        var ratee = await api.JoinAsync("provider");
        for (var i = 1; i <= 5; i++)
        {
            using var created = await api.RateAsync(await api.TokenOfAsync("customer"), ratee, $$"""{"rating":{{i}},"comment":" No. {{i}}\u202e ","booking_id":"secret-{{i}}"}""");
            api.Clock.Advance(TimeSpan.FromMilliseconds(1));
        }
        List<string?> comments = [];
        string? cursor = null;
        do
        {
            var data = await api.RatingsAsync(ratee, $"?limit=2{(cursor is null ? "" : "&cursor=" + cursor)}");
            comments.AddRange(data.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("comment").GetString()));
            Assert.DoesNotContain("secret-", data.GetRawText(), StringComparison.Ordinal);
            cursor = data.GetProperty("next_cursor").GetString();
            Assert.Equal(cursor is not null, data.GetProperty("has_more").GetBoolean());
        }
        while (cursor is not null);
        Assert.Equal(["No. 5", "No. 4", "No. 3", "No. 2", "No. 1"], comments);
    }

    [Theory]
    [InlineData("?limit=0", "validation_failed")]
    [InlineData("?limit=101", "validation_failed")]
    [InlineData("?limit=x", "invalid_request")]
    [InlineData("?cursor=x", "invalid_cursor")]
    [InlineData("?cursor=", "invalid_cursor")]
    public async Task Bad_page_is_refused(string query, string code)
    {
        using var answer = await api.SendAsync(HttpMethod.Get, $"/users/{await api.JoinAsync("provider")}/ratings/{query}", await api.TokenOfAsync("customer"));
        await ApiHost.ProblemAsync(answer, 400, code);
    }

    [Fact]
    public async Task Rater_is_named_as_they_show_themselves_and_not_at_all_once_disabled()
    {
        var (ratee, rater) = (await api.JoinAsync("provider"), await api.JoinAsync("customer", profile => (profile.DisplayName, profile.LastName) = ("Ada L.", "Lovelace")));
        using var created = await api.RateAsync(api.Token(subject: rater), ratee);
        Assert.Equal("Ada L.", (await api.RatingsAsync(ratee)).GetProperty("items")[0].GetProperty("rater_name").GetString());
        await api.SeedAsync(db => db.People.Single(person => person.Id == rater).Disabled = true);
        var data = await api.RatingsAsync(ratee);
        Assert.Equal(JsonValueKind.Null, data.GetProperty("items")[0].GetProperty("rater_name").ValueKind);
        Assert.DoesNotContain(rater, data.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Own_ratings_are_read_by_their_owner()
    {
        var ratee = await api.JoinAsync("provider");
        using var created = await api.RateAsync(await api.TokenOfAsync("customer"), ratee);
        Assert.Equal(1, (await api.RatingsAsync(ratee, token: api.Token(subject: ratee, role: "provider"))).GetProperty("items").GetArrayLength());
        using var colleague = await api.SendAsync(HttpMethod.Get, $"/users/{ratee}/ratings/", await api.TokenOfAsync("provider"));
        await ApiHost.ProblemAsync(colleague, 404, "not_found");
    }

    private async Task BecomeAsync(string id, string type)
    {
        using var scope = api.Services.CreateScope();
        await scope.ServiceProvider.GetRequiredService<ApiDbContext>().People.Where(person => person.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(person => person.UserType, type), TestContext.Current.CancellationToken);
    }
}
