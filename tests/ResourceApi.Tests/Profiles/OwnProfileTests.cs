using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ResourceApi.Data;
using ResourceApi.Tests.Support;

namespace ResourceApi.Tests.Profiles;

public sealed class OwnProfileTests(ApiHost api) : IClassFixture<ApiHost>
{
    private const string Full = """
        {"first_name":"Ada","last_name":"Lovelace","display_name":"Ada L.","bio":"Line one\nLine two","date_of_birth":"1990-12-10",
         "gender":"female","locale":"en-GB","time_zone":"Europe/London","address":{"line1":"1 Road","city":"London","country":"GB"},
         "location":{"lat":51.5,"lon":-0.12},"skills":["plumbing","Plumbing","tiling"],"hourly_rate":35.5,"currency":"GBP",
         "languages":["en","fr"],"availability":"available","service_radius_km":25,"discoverable_by_phone":false}
        """;

    [Fact]
    public async Task Profile_exists_from_the_first_valid_token_on()
    {
        using var answer = await api.SendAsync(HttpMethod.Get, "/users/me/", api.Token(subject: "first"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("\"1\"", answer.Headers.ETag?.ToString());
        var body = await ApiHost.BodyAsync(answer);
        Assert.Equal(["message", "data", "time", "statusCode"], body.EnumerateObject().Select(member => member.Name));
        Assert.Equal("first", body.GetProperty("data").GetProperty("id").GetString());
        Assert.Equal("customer", body.GetProperty("data").GetProperty("roles")[0].GetString());
        Assert.Equal("2030-05-17T12:00:00Z", body.GetProperty("time").GetString());
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task Fifty_parallel_first_requests_make_one_row()
    {
        var token = api.Token(subject: "crowd");
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => api.SendAsync(HttpMethod.Get, "/users/me", token)));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        using var scope = api.Services.CreateScope();
        var profiles = scope.ServiceProvider.GetRequiredService<ApiDbContext>().Profiles;
        Assert.Equal(1, await profiles.CountAsync(profile => profile.Id == "crowd", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Put_replaces_all_writable_fields_and_get_gives_them_back()
    {
        var token = api.Token(subject: "writer");
        using var put = await api.SendAsync(HttpMethod.Put, "/users/me/", token, Full);
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        Assert.Equal("\"2\"", put.Headers.ETag?.ToString());
        using var get = await api.SendAsync(HttpMethod.Get, "/users/me/", token);
        var data = (await ApiHost.BodyAsync(get)).GetProperty("data");
        Assert.Equal("Ada", data.GetProperty("first_name").GetString());
        Assert.Equal("Line one\nLine two", data.GetProperty("bio").GetString());
        Assert.Equal("1990-12-10", data.GetProperty("date_of_birth").GetString());
        Assert.Equal("London", data.GetProperty("address").GetProperty("city").GetString());
        Assert.Equal(51.5, data.GetProperty("location").GetProperty("lat").GetDouble());
        Assert.Equal(["plumbing", "tiling"], data.GetProperty("skills").EnumerateArray().Select(skill => skill.GetString()));
        Assert.Equal(35.5m, data.GetProperty("hourly_rate").GetDecimal());
        Assert.Equal("available", data.GetProperty("availability").GetString());
        Assert.Equal(25, data.GetProperty("service_radius_km").GetInt32());
        Assert.False(data.GetProperty("discoverable_by_phone").GetBoolean());

        using var emptied = await api.SendAsync(HttpMethod.Put, "/users/me/", token, "{}");
        var empty = (await ApiHost.BodyAsync(emptied)).GetProperty("data");
        Assert.Equal(JsonValueKind.Null, empty.GetProperty("first_name").ValueKind);
        Assert.Equal(JsonValueKind.Null, empty.GetProperty("location").ValueKind);
        Assert.Equal(0, empty.GetProperty("skills").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, empty.GetProperty("service_radius_km").ValueKind);
        Assert.True(empty.GetProperty("discoverable_by_phone").GetBoolean());
    }

    [Fact]
    public async Task Stale_version_is_not_replaced()
    {
        var token = api.Token(subject: "versions");
        using var first = await api.SendAsync(HttpMethod.Put, "/users/me/", token, """{"first_name":"A"}""", "\"1\"");
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        using var stale = await api.SendAsync(HttpMethod.Put, "/users/me/", token, """{"first_name":"B"}""", "\"1\"");
        await ApiHost.ProblemAsync(stale, 412, "precondition_failed");
        using var weak = await api.SendAsync(HttpMethod.Put, "/users/me/", token, """{"first_name":"B"}""", "W/\"2\"");
        await ApiHost.ProblemAsync(weak, 412, "precondition_failed");
        using var unreadable = await api.SendAsync(HttpMethod.Put, "/users/me/", token, """{"first_name":"B"}""", "2");
        await ApiHost.ProblemAsync(unreadable, 400, "invalid_if_match");
        using var any = await api.SendAsync(HttpMethod.Put, "/users/me/", token, """{"first_name":"C"}""", "*");
        Assert.Equal(HttpStatusCode.OK, any.StatusCode);
    }

    [Fact]
    public async Task Among_parallel_writers_of_one_version_one_wins()
    {
        var token = api.Token(subject: "race");
        using var created = await api.SendAsync(HttpMethod.Get, "/users/me/", token);
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i =>
            api.SendAsync(HttpMethod.Put, "/users/me/", token, $$"""{"first_name":"N{{i}}"}""", "\"1\"")));
        Assert.Equal(1, answers.Count(answer => answer.StatusCode == HttpStatusCode.OK));
        Assert.Equal(9, answers.Count(answer => answer.StatusCode == HttpStatusCode.PreconditionFailed));
    }

    [Fact]
    public async Task Token_of_a_program_gets_user_token_required()
    {
        using var read = await api.SendAsync(HttpMethod.Get, "/users/me/", api.Token(session: null));
        await ApiHost.ProblemAsync(read, 403, "user_token_required");
        using var write = await api.SendAsync(HttpMethod.Put, "/users/me/", api.Token(session: null), "not json");
        await ApiHost.ProblemAsync(write, 403, "user_token_required");
    }

    [Fact]
    public async Task Reading_scope_does_not_write()
    {
        using var answer = await api.SendAsync(HttpMethod.Put, "/users/me/", api.Token("users:read"), "{}");
        await ApiHost.ProblemAsync(answer, 403, "insufficient_scope");
        Assert.Contains("scope=\"users:write\"", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_and_bad_tokens_are_told_apart()
    {
        using var missing = await api.SendAsync(HttpMethod.Get, "/users/me/");
        await ApiHost.ProblemAsync(missing, 401, "missing_token");
        using var bad = await api.SendAsync(HttpMethod.Get, "/users/me/", "abc.def.ghi");
        await ApiHost.ProblemAsync(bad, 401, "invalid_token");
    }
}
