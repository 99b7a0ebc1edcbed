using System.Net;
using ResourceApi.Roles;
using ResourceApi.Tests.Support;

namespace ResourceApi.Tests.Roles;

public sealed class UserTypeTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Theory]
    [InlineData("customer", "provider")]
    [InlineData("provider", "customer")]
    [InlineData("admin", null)]
    public async Task The_answer_tells_what_somebody_may_become(string type, string? becomes)
    {
        var subject = await api.PersonAsync(type);
        using var answer = await api.SendAsync(HttpMethod.Get, "/auth/user-type/", api.Token("users:read", subject));
        var data = (await ApiHost.BodyAsync(answer)).GetProperty("data");
        Assert.Equal(type, data.GetProperty("user_type").GetString());
        Assert.Equal(becomes is null ? [] : [becomes], data.GetProperty("available_transitions").EnumerateArray().Select(item => item.GetString()!));
        Assert.Equal(["users:read"], data.GetProperty("permissions").EnumerateArray().Select(item => item.GetString()));
        Assert.NotEmpty(data.GetProperty("capabilities").EnumerateArray());
    }

    [Fact]
    public async Task Of_a_user_who_is_not_known_yet_the_token_tells()
    {
        using var answer = await api.SendAsync(HttpMethod.Get, "/auth/user-type/", api.Token("users:read", "brand-new", role: "provider"));
        Assert.Equal("provider", (await ApiHost.BodyAsync(answer)).GetProperty("data").GetProperty("user_type").GetString());
    }

    [Theory]
    [InlineData("customer", """{"user_type":"admin"}""", 403, "transition_not_allowed")]
    [InlineData("provider", """{"user_type":"admin"}""", 403, "transition_not_allowed")]
    [InlineData("admin", """{"user_type":"customer"}""", 403, "transition_not_allowed")]
    [InlineData("customer", """{"user_type":"customer"}""", 409, "already_of_type")]
    [InlineData("customer", """{"user_type":"king"}""", 400, "validation_failed")]
    [InlineData("customer", """{"user_type":"provider","reason":"\u0000"}""", 400, "validation_failed")]
    [InlineData("customer", """{"user_type":"provider","roles":["admin"]}""", 400, "unknown_field")]
    [InlineData("customer", "{}", 400, "validation_failed")]
    // Nobody is there to call.
    [InlineData("customer", """{"user_type":"provider"}""", 503, "authorization_server_unavailable")]
    public async Task What_is_no_transition_is_refused(string type, string body, int status, string code)
    {
        var token = api.Token(subject: await api.PersonAsync(type));
        using var answer = await api.SendAsync(HttpMethod.Post, "/auth/user-type-change/", token, body);
        await ApiHost.ProblemAsync(answer, status, code);
        using var history = await api.SendAsync(HttpMethod.Get, "/auth/user-type/history/", token);
        Assert.Empty((await ApiHost.BodyAsync(history)).GetProperty("data").GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Somebody_who_also_is_an_administrator_stays_what_they_are()
    {
        var subject = await api.PersonAsync("customer", change: person => person.Roles = "customer admin");
        using var answer = await api.SendAsync(HttpMethod.Post, "/auth/user-type-change/", api.Token(subject: subject), """{"user_type":"provider"}""");
        await ApiHost.ProblemAsync(answer, 403, "transition_not_allowed");
    }

    [Fact]
    public async Task A_user_of_whom_no_news_has_come_is_asked_to_try_again()
    {
        using var answer = await api.SendAsync(HttpMethod.Post, "/auth/user-type-change/", api.Token(subject: "nobody-yet"), """{"user_type":"provider"}""");
        await ApiHost.ProblemAsync(answer, 503, "user_unknown_yet");
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    [Fact]
    public async Task Changes_are_tried_thirty_times_an_hour_and_an_outage_costs_nothing_else()
    {
        var token = api.Token(subject: await api.PersonAsync("customer"));
        var codes = new List<HttpStatusCode>();
        for (var i = 0; i < 31; i++)
        {
            using var answer = await api.SendAsync(HttpMethod.Post, "/auth/user-type-change/", token, """{"user_type":"provider"}""");
            codes.Add(answer.StatusCode);
        }
        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.ServiceUnavailable, 30), HttpStatusCode.TooManyRequests], codes);
    }

    [Fact]
    public async Task Types_are_changed_five_times_a_day_at_most()
    {
        var subject = await api.PersonAsync("customer");
        var now = api.Clock.GetUtcNow();
        await api.SeedAsync(db => db.AddRange(Enumerable.Range(1, 5).Select(i => new RoleChange { Subject = subject, From = "customer", To = "provider", At = now.AddHours(-i), DoneAt = now.AddHours(-i) })));
        using var refused = await api.SendAsync(HttpMethod.Post, "/auth/user-type-change/", api.Token(subject: subject), """{"user_type":"provider"}""");
        await ApiHost.ProblemAsync(refused, 429, "too_many_requests");
        Assert.Equal(TimeSpan.FromHours(19), refused.Headers.RetryAfter?.Delta);
    }
}
