using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AuthServer.Validation.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ResourceApi.Data;
using ResourceApi.People;
using ResourceApi.Tests.Support;

namespace ResourceApi.Tests.People;

/// <summary>What events of users do.</summary>
public sealed class UserNewsTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task A_user_is_known_from_the_first_news_on_and_the_newest_holds_in_whatever_order_it_comes()
    {
        var subject = Guid.CreateVersion7().ToString();
        foreach (var (version, name) in new[] { (3, "third"), (1, "first"), (3, "again"), (2, "second") })
            Assert.Equal(HttpStatusCode.Accepted, await TellAsync(subject, news => (news["version"], news["username"]) = (version, name)));
        var person = await FindAsync(subject);
        Assert.Equal((3L, "third", "customer"), (person.Version, person.Username, person.UserType));
    }

    [Fact]
    public async Task Tokens_from_before_a_change_are_refused_and_those_from_after_it_are_taken_also_after_a_restart()
    {
        var subject = Guid.CreateVersion7().ToString();
        string TokenOf(long version) => api.Token(subject: subject, change: claims => claims["authz_version"] = version);
        await TellAsync(subject, _ => { });
        Assert.Equal(HttpStatusCode.OK, await ReadAsync(TokenOf(1)));
        await TellAsync(subject, news => (news["version"], news["authorization_version"]) = (2, 2));
        using (var refused = await api.SendAsync(HttpMethod.Get, "/users/me/", TokenOf(1)))
            await ApiHost.ProblemAsync(refused, 401, "invalid_token");
        Assert.Equal(HttpStatusCode.Unauthorized, await ReadAsync(api.Token(subject: subject)));
        Assert.Equal(HttpStatusCode.OK, await ReadAsync(TokenOf(2)));
        // Old news gives nothing back.
        await TellAsync(subject, _ => { });
        Assert.Equal(HttpStatusCode.Unauthorized, await ReadAsync(TokenOf(1)));
        await using var restarted = api.WithWebHostBuilder(_ => { });
        using var client = restarted.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", TokenOf(1));
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/users/me/", TestContext.Current.CancellationToken)).StatusCode);
        client.DefaultRequestHeaders.Authorization = new("Bearer", TokenOf(2));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/users/me/", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task A_disabled_user_is_refused_and_let_in_when_enabled_again()
    {
        var subject = Guid.CreateVersion7().ToString();
        var token = api.Token(subject: subject, change: claims => claims["authz_version"] = 1);
        await TellAsync(subject, news => (news["version"], news["disabled"]) = (2, true));
        Assert.Equal(HttpStatusCode.Unauthorized, await ReadAsync(token));
        await TellAsync(subject, news => news["version"] = 3);
        Assert.Equal(HttpStatusCode.OK, await ReadAsync(token));
    }

    [Fact]
    public async Task Older_news_that_comes_later_lifts_nothing()
    {
        var subject = Guid.CreateVersion7().ToString();
        string TokenOf(long version) => api.Token(subject: subject, change: claims => claims["authz_version"] = version);
        await TellAsync(subject, news => (news["version"], news["authorization_version"], news["disabled"]) = (6, 3, true));
        await TellAsync(subject, news => (news["version"], news["authorization_version"]) = (5, 3));
        Assert.Equal(HttpStatusCode.Unauthorized, await ReadAsync(TokenOf(3)));
        await TellAsync(subject, news => (news["version"], news["authorization_version"]) = (7, 4));
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (await ReadAsync(TokenOf(3)), await ReadAsync(TokenOf(4))));
    }

    [Fact]
    public async Task What_only_says_which_tokens_to_refuse_does_that()
    {
        var subject = Guid.CreateVersion7().ToString();
        string TokenOf(long version) => api.Token(subject: subject, change: claims => claims["authz_version"] = version);
        string[] members = ["id", "version", "username", "phone_number", "is_phone_verified", "user_type", "roles", "kyc_status", "kyc_level", "created_at"];
        Assert.Equal(HttpStatusCode.Accepted, await TellAsync(subject, news =>
        {
            foreach (var member in members)
                news.Remove(member);
            news["authorization_version"] = 2;
        }));
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (await ReadAsync(TokenOf(1)), await ReadAsync(TokenOf(2))));
    }

    [Fact]
    public async Task A_change_of_type_by_somebody_else_is_in_the_history_once()
    {
        var subject = Guid.CreateVersion7().ToString();
        await TellAsync(subject, _ => { });
        for (var i = 0; i < 3; i++)
            await TellAsync(subject, news => (news["version"], news["user_type"], news["roles"]) = (2, "provider", new JsonArray("provider")));
        using var answer = await api.SendAsync(HttpMethod.Get, "/auth/user-type/history/", api.Token(subject: subject, change: claims => claims["authz_version"] = 1));
        var change = Assert.Single((await ApiHost.BodyAsync(answer)).GetProperty("data").GetProperty("items").EnumerateArray());
        Assert.Equal(("customer", "provider"), (change.GetProperty("old_user_type").GetString(), change.GetProperty("new_user_type").GetString()));
    }

    [Theory]
    [InlineData("version")]
    [InlineData("user_type")]
    [InlineData("roles")]
    [InlineData("created_at")]
    public async Task News_that_lacks_a_member_is_refused_and_changes_nothing(string member)
    {
        var subject = Guid.CreateVersion7().ToString();
        Assert.Equal(HttpStatusCode.BadRequest, await TellAsync(subject, news => news.Remove(member)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => FindAsync(subject));
    }

    [Fact]
    public async Task Twenty_nodes_that_tell_the_same_at_once_make_one_row()
    {
        var subject = Guid.CreateVersion7().ToString();
        var answers = await Task.WhenAll(Enumerable.Range(1, 20).Select(i => TellAsync(subject, news => news["version"] = i % 4)));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Accepted, answer));
        Assert.Equal(3, (await FindAsync(subject)).Version);
    }

    private async Task<HttpStatusCode> ReadAsync(string token)
    {
        using var answer = await api.SendAsync(HttpMethod.Get, "/users/me/", token);
        return answer.StatusCode;
    }

    private async Task<Person> FindAsync(string subject)
    {
        using var scope = api.Services.CreateScope();
        return await scope.ServiceProvider.GetRequiredService<ApiDbContext>().People.AsNoTracking().SingleAsync(person => person.Id == subject, TestContext.Current.CancellationToken);
    }

    private async Task<HttpStatusCode> TellAsync(string subject, Action<JsonObject> change)
    {
        var news = new JsonObject
        {
            ["id"] = subject, ["version"] = 1, ["authorization_version"] = 1, ["username"] = "someone", ["phone_number"] = "+12025550177", ["is_phone_verified"] = true, ["user_type"] = "customer",
            ["roles"] = new JsonArray("customer"), ["kyc_status"] = "none", ["kyc_level"] = "none", ["disabled"] = false, ["created_at"] = "2029-01-01T00:00:00Z", ["expires_at"] = 0,
        };
        change(news);
        var claims = new JsonObject
        {
            ["iss"] = api.Issuer.Address, ["aud"] = TestIssuer.Audience, ["jti"] = Guid.CreateVersion7().ToString(), ["iat"] = api.Clock.GetUtcNow().ToUnixTimeSeconds(),
            ["sub_id"] = new JsonObject { ["format"] = "opaque", ["id"] = subject }, ["events"] = new JsonObject { ["urn:authplatform:event:user-changed"] = news },
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/events") { Content = new StringContent(api.Issuer.Sign(TestIssuer.Header("secevent+jwt"), claims), Encoding.UTF8) };
        request.Content.Headers.ContentType = new("application/secevent+jwt");
        using var answer = await api.SendAsync(request);
        return answer.StatusCode;
    }
}
