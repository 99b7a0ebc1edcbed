using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ResourceApi.Data;
using ResourceApi.Tests.Support;

namespace ResourceApi.Tests.Limits;

public sealed class UploadLimitTests(ApiHost api) : IClassFixture<ApiHost>
{
    private readonly ApiHost _two = Limited(api);

    [Theory]
    [InlineData("/users/verify/")]
    [InlineData("/api/v1/kyc/submit/")]
    public async Task Uploads_are_counted_before_they_are_read(string path)
    {
        var token = _two.Token("verifications:submit", await _two.PersonAsync("customer"));
        for (var i = 0; i < 60; i++)
        {
            using var answer = await _two.SendAsync(HttpMethod.Post, path, token, "{}");
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }
        using var refused = await _two.SendAsync(HttpMethod.Post, path, token, "not even JSON");
        await ApiHost.ProblemAsync(refused, 429, "too_many_requests");
        Assert.NotNull(refused.Headers.RetryAfter);
    }

    [Fact]
    public async Task A_user_has_two_uploads_under_way_and_others_are_not_kept_waiting()
    {
        var token = _two.Token("users:write", await _two.PersonAsync("customer"));
        using var slow = new SlowBody();
        var first = _two.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/users/profile/image/") { Content = slow.Content() }, token);
        var second = _two.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/users/profile/image/") { Content = slow.Content() }, token);
        await slow.BegunAsync(2);
        await CountedAsync(2);
        using var third = await _two.SendAsync(HttpMethod.Post, "/users/profile/image/", token, "{}");
        await ApiHost.ProblemAsync(third, 429, "too_many_requests");
        using var other = await _two.SendAsync(HttpMethod.Post, "/users/profile/image/", _two.Token("users:write", await _two.PersonAsync("customer")), "{}");
        Assert.Equal(HttpStatusCode.BadRequest, other.StatusCode);
        slow.Finish();
        Assert.All(await Task.WhenAll(first, second), answer => Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode));
        using var again = await _two.SendAsync(HttpMethod.Post, "/users/profile/image/", token, "{}");
        Assert.Equal(HttpStatusCode.BadRequest, again.StatusCode);
    }

    [Fact]
    public async Task A_body_that_is_wrong_a_million_times_is_told_of_fifty()
    {
        var token = _two.Token("verifications:submit", await _two.PersonAsync("customer"));
        var nulls = new StringBuilder("""{"verification_type":"identity","document_type":"passport","documents":[null""").Append(string.Concat(Enumerable.Repeat(",null", 1_000_000))).Append("]}");
        using var answer = await _two.SendAsync(HttpMethod.Post, "/users/verify/", token, nulls.ToString());
        var problem = await ApiHost.ProblemAsync(answer, 400, "validation_failed");
        Assert.Equal(50, problem.GetProperty("errors").EnumerateObject().Count());
    }

    // Who sends a body has not been counted yet; the place that it waits at was taken right before this count.
    private async Task CountedAsync(int uploads)
    {
        using var time = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var scope = _two.Services.CreateScope();
        var budgets = scope.ServiceProvider.GetRequiredService<ApiDbContext>().Budgets;
        while (!await budgets.AnyAsync(budget => budget.Count == uploads, time.Token)) await Task.Delay(10, time.Token);
    }

    private static ApiHost Limited(ApiHost host)
    {
        host.Settings["Uploads:AtOnce"] = "2";
        return host;
    }
}
