using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ResourceApi.Data;
using ResourceApi.Tests.Search;
using ResourceApi.Tests.Support;

namespace ResourceApi.Tests.Ratings;

public sealed class RatingTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Theory]
    [InlineData("customer", "provider", 201, "")]
    [InlineData("provider", "customer", 201, "")]
    [InlineData("customer", "customer", 404, "not_found")]
    [InlineData("provider", "provider", 404, "not_found")]
    [InlineData("customer", "admin", 404, "not_found")]
    [InlineData("provider", "admin", 404, "not_found")]
    [InlineData("admin", "provider", 403, "rating_not_allowed")]
    [InlineData("admin", "customer", 403, "rating_not_allowed")]
    public async Task Customers_rate_providers_and_the_reverse(string rater, string ratee, int status, string code)
    {
        using var answer = await RateAsync(await TokenAsync(rater), await api.JoinAsync(ratee));
        if (code.Length > 0)
            await ApiHost.ProblemAsync(answer, status, code);
        else
            Assert.Equal(["id", "rating", "comment", "rater_name", "created_at"], (await Market.DataAsync(answer)).EnumerateObject().Select(member => member.Name));
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Nobody_rates_themselves()
    {
        var id = await api.JoinAsync("provider");
        using var answer = await RateAsync(api.Token(subject: id, role: "provider"), id);
        await ApiHost.ProblemAsync(answer, 403, "rating_not_allowed");
    }

    [Fact]
    public async Task Unknown_and_disabled_people_answer_alike()
    {
        var token = await TokenAsync("customer");
        var disabled = await api.JoinAsync("provider", person: person => person.Disabled = true);
        foreach (var id in (string[])["nobody", disabled, "me", "%27%20OR%201=1"])
        {
            using var post = await RateAsync(token, id);
            await ApiHost.ProblemAsync(post, 404, "not_found");
            using var get = await api.SendAsync(HttpMethod.Get, $"/users/{id}/ratings/", token);
            await ApiHost.ProblemAsync(get, 404, "not_found");
        }
        using var byDisabled = await RateAsync(api.Token(subject: await api.PersonAsync("customer", change: person => person.Disabled = true)), await api.JoinAsync("provider"));
        await ApiHost.ProblemAsync(byDisabled, 404, "not_found");
    }

    [Theory]
    [InlineData("""{"rating":5}""", """{"rating":1}""", 409)]
    [InlineData("""{"rating":5,"booking_id":"b-1"}""", """{"rating":1,"booking_id":"b-1"}""", 409)]
    [InlineData("""{"rating":5,"booking_id":"b-1"}""", """{"rating":1,"booking_id":"B-1"}""", 201)]
    [InlineData("""{"rating":5,"booking_id":"b-1"}""", """{"rating":1,"booking_id":"b-2"}""", 201)]
    [InlineData("""{"rating":5,"booking_id":"b-1"}""", """{"rating":1}""", 201)]
    [InlineData("""{"rating":5,"booking_id":null}""", """{"rating":1}""", 409)]
    public async Task One_dealing_is_rated_once(string first, string second, int status)
    {
        var (token, ratee) = (await TokenAsync("customer"), await api.JoinAsync("provider"));
        using var created = await RateAsync(token, ratee, first);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        using var repeated = await RateAsync(token, ratee, second);
        Assert.Equal(status, (int)repeated.StatusCode);
        if (status == 409)
            await ApiHost.ProblemAsync(repeated, 409, "already_rated");
        using var other = await RateAsync(await TokenAsync("customer"), ratee, second);
        Assert.Equal(HttpStatusCode.Created, other.StatusCode);
    }

    [Theory]
    [InlineData("""{}""", "rating")]
    [InlineData("""{"rating":null}""", "rating")]
    [InlineData("""{"rating":0}""", "rating")]
    [InlineData("""{"rating":6}""", "rating")]
    [InlineData("""{"rating":4.5}""", "rating")]
    [InlineData("""{"rating":"5"}""", "rating")]
    [InlineData("""{"rating":5,"comment":"a\u0000b"}""", "comment")]
    [InlineData("""{"rating":5,"comment":"a\u001b[31m"}""", "comment")]
    [InlineData("""{"rating":5,"comment":"long"}""", "comment")]
    [InlineData("""{"rating":5,"booking_id":""}""", "booking_id")]
    [InlineData("""{"rating":5,"booking_id":"a b"}""", "booking_id")]
    [InlineData("""{"rating":5,"booking_id":"ü"}""", "booking_id")]
    [InlineData("""{"rating":5,"booking_id":"a\n"}""", "booking_id")]
    public async Task Bad_value_is_named_by_its_field(string json, string field)
    {
        using var answer = await RateAsync(await TokenAsync("customer"), await api.JoinAsync("provider"), json.Replace("long", new string('x', 1001), StringComparison.Ordinal));
        var body = await ApiHost.ProblemAsync(answer, 400, "validation_failed");
        Assert.Equal(field, Assert.Single(body.GetProperty("errors").EnumerateObject()).Name);
    }

    [Fact]
    public async Task Twenty_parallel_raters_are_added_up()
    {
        var (ratee, tokens) = (await api.JoinAsync("provider", profile => profile.Bio = "addedup"), new List<string>());
        for (var i = 0; i < 20; i++)
            tokens.Add(await TokenAsync("customer"));
        var answers = await Task.WhenAll(tokens.Select((token, i) => RateAsync(token, ratee, $$"""{"rating":{{1 + (i % 5)}}}""")));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
        Assert.Equal((3.0m, 20), await SummaryAsync(ratee));
        using var search = await api.SearchAsync("""{"query":"addedup","min_rating":3}""");
        Assert.Equal([ratee], Market.Ids(await Market.DataAsync(search)));
    }

    [Fact]
    public async Task Of_parallel_ratings_of_one_dealing_one_is_counted()
    {
        var (token, ratee) = (await TokenAsync("customer"), await api.JoinAsync("provider"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => RateAsync(token, ratee)));
        Assert.Equal([201, 409, 409, 409, 409], answers.Select(answer => (int)answer.StatusCode).Order());
        Assert.Equal((4m, 1), await SummaryAsync(ratee));
    }

    [Fact]
    public async Task Who_changes_sides_is_rated_anew_and_finds_the_old_ratings_on_return()
    {
        var person = await api.JoinAsync("provider", profile => profile.Bio = "bothsides");
        using var first = await RateAsync(await TokenAsync("customer"), person, """{"rating":5}""");
        await BecomeAsync(person, "customer");
        var provider = await TokenAsync("provider");
        Assert.Equal((null, 0), await SummaryAsync(person, provider));
        using var second = await RateAsync(provider, person, """{"rating":1}""");
        Assert.Equal((1m, 1), await SummaryAsync(person, provider));
        await BecomeAsync(person, "provider");
        Assert.Equal((5m, 1), await SummaryAsync(person));
        Assert.Equal([person], await api.FoundAsync("""{"query":"bothsides","min_rating":5}"""));
    }

    [Fact]
    public async Task Ratings_are_listed_newest_first_page_by_page()
    {
        var ratee = await api.JoinAsync("provider");
        for (var i = 1; i <= 5; i++)
        {
            using var created = await RateAsync(await TokenAsync("customer"), ratee, $$"""{"rating":{{i}},"comment":" No. {{i}}\u202e ","booking_id":"secret-{{i}}"}""");
            api.Clock.Advance(TimeSpan.FromMilliseconds(1));
        }
        List<string?> comments = [];
        string? cursor = null;
        do
        {
            var data = await ListAsync(ratee, $"?limit=2{(cursor is null ? "" : "&cursor=" + cursor)}");
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
        using var answer = await api.SendAsync(HttpMethod.Get, $"/users/{await api.JoinAsync("provider")}/ratings/{query}", await TokenAsync("customer"));
        await ApiHost.ProblemAsync(answer, 400, code);
    }

    [Fact]
    public async Task Rater_is_named_as_they_show_themselves_and_not_at_all_once_disabled()
    {
        var (ratee, rater) = (await api.JoinAsync("provider"), await api.JoinAsync("customer", profile => (profile.DisplayName, profile.LastName) = ("Ada L.", "Lovelace")));
        using var created = await RateAsync(api.Token(subject: rater), ratee);
        Assert.Equal("Ada L.", (await ListAsync(ratee)).GetProperty("items")[0].GetProperty("rater_name").GetString());
        await api.SeedAsync(db => db.People.Single(person => person.Id == rater).Disabled = true);
        var data = await ListAsync(ratee);
        Assert.Equal(JsonValueKind.Null, data.GetProperty("items")[0].GetProperty("rater_name").ValueKind);
        Assert.DoesNotContain(rater, data.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Own_ratings_are_read_by_their_owner()
    {
        var ratee = await api.JoinAsync("provider");
        using var created = await RateAsync(await TokenAsync("customer"), ratee);
        Assert.Equal(1, (await ListAsync(ratee, token: api.Token(subject: ratee, role: "provider"))).GetProperty("items").GetArrayLength());
        using var colleague = await api.SendAsync(HttpMethod.Get, $"/users/{ratee}/ratings/", await TokenAsync("provider"));
        await ApiHost.ProblemAsync(colleague, 404, "not_found");
    }

    [Theory]
    [InlineData("PerRaterPerDay", false)]
    [InlineData("PerPairPerDay", true)]
    public async Task Ratings_of_a_day_are_counted(string setting, bool othersAreFree)
    {
        await using var limited = new ApiHost();
        limited.Settings["Ratings:" + setting] = "2";
        await limited.InitializeAsync();
        var (token, ratee, other) = (limited.Token(subject: await limited.PersonAsync("customer")), await limited.JoinAsync("provider"), await limited.JoinAsync("provider"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => limited.SendAsync(HttpMethod.Post, $"/users/{ratee}/ratings/", token, $$"""{"rating":5,"booking_id":"b{{i}}"}""")));
        Assert.Equal(2, answers.Count(answer => answer.StatusCode == HttpStatusCode.Created));
        foreach (var refused in answers.Where(answer => answer.StatusCode != HttpStatusCode.Created))
            await ApiHost.ProblemAsync(refused, 429, "too_many_requests");
        using var another = await limited.SendAsync(HttpMethod.Post, $"/users/{other}/ratings/", token, """{"rating":5}""");
        Assert.Equal(othersAreFree ? HttpStatusCode.Created : HttpStatusCode.TooManyRequests, another.StatusCode);
        limited.Clock.Advance(TimeSpan.FromDays(1));
        using var nextDay = await limited.SendAsync(HttpMethod.Post, $"/users/{ratee}/ratings/", limited.Token(subject: await limited.PersonAsync("customer")), """{"rating":5}""");
        Assert.Equal(HttpStatusCode.Created, nextDay.StatusCode);
    }

    [Theory]
    [InlineData("GET", "users:write", "sid-1", "insufficient_scope")]
    [InlineData("POST", "users:read", "sid-1", "insufficient_scope")]
    [InlineData("GET", "users:read", null, "user_token_required")]
    [InlineData("POST", "users:write", null, "user_token_required")]
    public async Task Routes_need_a_users_token_with_their_scope(string method, string scope, string? session, string code)
    {
        using var answer = await api.SendAsync(new HttpMethod(method), "/users/anybody/ratings/", api.Token(scope, session: session), method == "POST" ? """{"rating":5}""" : null);
        await ApiHost.ProblemAsync(answer, 403, code);
    }

    private Task<HttpResponseMessage> RateAsync(string token, string ratee, string json = """{"rating":4}""") =>
        api.SendAsync(HttpMethod.Post, $"/users/{ratee}/ratings/", token, json);

    private async Task<string> TokenAsync(string type) => api.Token(subject: await api.PersonAsync(type), role: type);

    private async Task<JsonElement> ListAsync(string ratee, string query = "", string? token = null)
    {
        using var answer = await api.SendAsync(HttpMethod.Get, $"/users/{ratee}/ratings/{query}", token ?? api.Token());
        return await Market.DataAsync(answer);
    }

    private async Task<(decimal? Average, int Count)> SummaryAsync(string ratee, string? token = null)
    {
        var rating = (await ListAsync(ratee, token: token)).GetProperty("rating");
        var average = rating.GetProperty("average");
        return (average.ValueKind == JsonValueKind.Null ? null : average.GetDecimal(), rating.GetProperty("count").GetInt32());
    }

    private async Task BecomeAsync(string id, string type)
    {
        using var scope = api.Services.CreateScope();
        await scope.ServiceProvider.GetRequiredService<ApiDbContext>().People.Where(person => person.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(person => person.UserType, type), TestContext.Current.CancellationToken);
    }
}
