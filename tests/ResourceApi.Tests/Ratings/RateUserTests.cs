using System.Net;
using ResourceApi.Tests.Search;
using ResourceApi.Tests.Support;

namespace ResourceApi.Tests.Ratings;

public sealed class RateUserTests(ApiHost api) : IClassFixture<ApiHost>
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
        using var answer = await api.RateAsync(await api.TokenOfAsync(rater), await api.JoinAsync(ratee));
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
        using var answer = await api.RateAsync(api.Token(subject: id, role: "provider"), id);
        await ApiHost.ProblemAsync(answer, 403, "rating_not_allowed");
    }

    [Fact]
    public async Task Unknown_and_disabled_people_answer_alike()
    {
        var token = await api.TokenOfAsync("customer");
        var disabled = await api.JoinAsync("provider", person: person => person.Disabled = true);
        foreach (var id in (string[])["nobody", disabled, "me", "%27%20OR%201=1"])
        {
            using var post = await api.RateAsync(token, id);
            await ApiHost.ProblemAsync(post, 404, "not_found");
            using var get = await api.SendAsync(HttpMethod.Get, $"/users/{id}/ratings/", token);
            await ApiHost.ProblemAsync(get, 404, "not_found");
        }
        using var byDisabled = await api.RateAsync(api.Token(subject: await api.PersonAsync("customer", change: person => person.Disabled = true)), await api.JoinAsync("provider"));
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
        var (token, ratee) = (await api.TokenOfAsync("customer"), await api.JoinAsync("provider"));
        using var created = await api.RateAsync(token, ratee, first);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        using var repeated = await api.RateAsync(token, ratee, second);
        Assert.Equal(status, (int)repeated.StatusCode);
        if (status == 409)
            await ApiHost.ProblemAsync(repeated, 409, "already_rated");
        using var other = await api.RateAsync(await api.TokenOfAsync("customer"), ratee, second);
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
        using var answer = await api.RateAsync(await api.TokenOfAsync("customer"), await api.JoinAsync("provider"), json.Replace("long", new string('x', 1001), StringComparison.Ordinal));
        var body = await ApiHost.ProblemAsync(answer, 400, "validation_failed");
        Assert.Equal(field, Assert.Single(body.GetProperty("errors").EnumerateObject()).Name);
    }

    [Fact]
    public async Task Twenty_parallel_raters_are_added_up()
    {
        var (ratee, tokens) = (await api.JoinAsync("provider", profile => profile.Bio = "addedup"), new List<string>());
        for (var i = 0; i < 20; i++)
            tokens.Add(await api.TokenOfAsync("customer"));
        var answers = await Task.WhenAll(tokens.Select((token, i) => api.RateAsync(token, ratee, $$"""{"rating":{{1 + (i % 5)}}}""")));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
        Assert.Equal((3.0m, 20), await api.SummaryAsync(ratee));
        using var search = await api.SearchAsync("""{"query":"addedup","min_rating":3}""");
        Assert.Equal([ratee], Market.Ids(await Market.DataAsync(search)));
    }

    [Fact]
    public async Task Of_parallel_ratings_of_one_dealing_one_is_counted()
    {
        var (token, ratee) = (await api.TokenOfAsync("customer"), await api.JoinAsync("provider"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => api.RateAsync(token, ratee)));
        Assert.Equal([201, 409, 409, 409, 409], answers.Select(answer => (int)answer.StatusCode).Order());
        Assert.Equal((4m, 1), await api.SummaryAsync(ratee));
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
}
