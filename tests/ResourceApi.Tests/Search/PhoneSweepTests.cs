using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ResourceApi.Audit;
using ResourceApi.Data;
using ResourceApi.Tests.Support;

namespace ResourceApi.Tests.Search;

public sealed class PhoneSweepTests
{
    [Fact]
    public async Task Of_fifty_parallel_searches_thirty_are_answered_and_one_alert_is_given()
    {
        await using var api = await StartAsync();
        var id = await api.PersonAsync("customer");
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => SendAsync(api, i, api.Token("search", id))));
        Assert.Equal(30, answers.Count(answer => answer.StatusCode == HttpStatusCode.OK));
        foreach (var refused in answers.Where(answer => answer.StatusCode != HttpStatusCode.OK))
        {
            await ApiHost.ProblemAsync(refused, 429, "too_many_requests");
            Assert.Equal(TimeSpan.FromHours(1), refused.Headers.RetryAfter?.Delta);
        }
        var row = Assert.Single(await SweepsAsync(api));
        Assert.Equal((id, id, "phone_search.account_hour"), (row.Actor, row.Subject, row.Detail));
        Assert.Single(api.Log.Lines, line => line.Contains($"{id} has spent a budget of phone searches", StringComparison.Ordinal));
        Assert.DoesNotContain(api.Log.Lines, line => line.Contains("+4930", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Budget_begins_anew_after_its_hour_and_so_does_the_alert()
    {
        await using var api = await StartAsync(("PhoneSearch:PerAccountPerHour", "2"));
        for (var round = 1; round <= 2; round++)
        {
            for (var i = 0; i < 4; i++)
            {
                using var answer = await SendAsync(api, i, api.Token("search"));
                Assert.Equal(i < 2 ? HttpStatusCode.OK : HttpStatusCode.TooManyRequests, answer.StatusCode);
            }
            Assert.Equal(round, (await SweepsAsync(api)).Count);
            api.Clock.Advance(TimeSpan.FromHours(1));
        }
    }

    [Theory]
    [InlineData("PhoneSearch:PerAccountPerHour", "account_hour", true)]
    [InlineData("PhoneSearch:PerAccountPerDay", "account_day", true)]
    [InlineData("PhoneSearch:PerSessionPerHour", "session_hour", true)]
    [InlineData("PhoneSearch:PerAddressPerHour", "address_hour", false)]
    [InlineData("PhoneSearch:PerAddressPerDay", "address_day", false)]
    public async Task Each_budget_counts_and_only_addresses_can_be_left_out(string setting, string budget, bool always)
    {
        foreach (var enabled in (bool[])[true, false])
        {
            await using var api = await StartAsync((setting, "1"), ("RateLimits:Enabled", enabled ? "true" : "false"));
            using var first = await SendAsync(api, 1, api.Token("search"));
            Assert.Equal(HttpStatusCode.OK, first.StatusCode);
            using var second = await SendAsync(api, 2, api.Token("search"));
            Assert.Equal(enabled || always ? HttpStatusCode.TooManyRequests : HttpStatusCode.OK, second.StatusCode);
            if (enabled || always)
                Assert.Equal("phone_search." + budget, Assert.Single(await SweepsAsync(api)).Detail);
        }
    }

    [Theory]
    [InlineData("PhoneSearch:PerAddressPerHour", "another", "sid-2", false)]
    [InlineData("PhoneSearch:PerSessionPerHour", ApiHost.User, "sid-2", true)]
    [InlineData("PhoneSearch:PerAccountPerHour", ApiHost.User, "sid-2", false)]
    [InlineData("PhoneSearch:PerAccountPerHour", "another", "sid-2", true)]
    public async Task Each_budget_is_its_owners(string setting, string subject, string session, bool isFree)
    {
        await using var api = await StartAsync((setting, "1"));
        using var first = await SendAsync(api, 1, api.Token("search"));
        using var second = await SendAsync(api, 2, api.Token("search", subject, session));
        Assert.Equal(isFree ? HttpStatusCode.OK : HttpStatusCode.TooManyRequests, second.StatusCode);
    }

    [Fact]
    public async Task Refused_search_says_the_same_of_known_and_unknown_numbers()
    {
        await using var api = await StartAsync(("PhoneSearch:PerAccountPerHour", "1"));
        await api.JoinAsync("provider", phone: "+493000000001");
        using var spent = await SendAsync(api, 0, api.Token("search"));
        foreach (var number in (int[])[1, 2])
        {
            using var answer = await SendAsync(api, number, api.Token("search"));
            await ApiHost.ProblemAsync(answer, 429, "too_many_requests");
        }
    }

    private static async Task<ApiHost> StartAsync(params (string Name, string Value)[] settings)
    {
        var api = new ApiHost();
        foreach (var (name, value) in settings)
            api.Settings[name] = value;
        await api.InitializeAsync();
        return api;
    }

    private static Task<HttpResponseMessage> SendAsync(ApiHost api, int number, string token) =>
        api.SendAsync(HttpMethod.Post, "/users/search/phone/", token, $$"""{"phone_number":"+4930{{number:D8}}"}""");

    private static async Task<List<AuditRow>> SweepsAsync(ApiHost api)
    {
        using var scope = api.Services.CreateScope();
        return await scope.ServiceProvider.GetRequiredService<ApiDbContext>().Audit.Where(row => row.Event == "search.phone_sweep").ToListAsync(TestContext.Current.CancellationToken);
    }
}
