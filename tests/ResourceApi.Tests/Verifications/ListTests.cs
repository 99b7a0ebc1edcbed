using System.Net;
using System.Text.Json;
using ResourceApi.Tests.Support;

namespace ResourceApi.Tests.Verifications;

public sealed class ListTests(ApiHost api) : IClassFixture<ApiHost>
{
    private readonly Desk _desk = new(api);

    [Fact]
    public async Task Users_see_their_own_and_admins_all()
    {
        var (one, two) = (Desk.NewUser(), Desk.NewUser());
        var (mine, theirs) = (await _desk.SubmitAsync(one), await _desk.SubmitAsync(two));
        Assert.Equal([mine], Ids(await _desk.GetAsync("/users/verifications/", _desk.User(one))));
        // Another's id in the filter finds nothing.
        Assert.Empty(Ids(await _desk.GetAsync($"/users/verifications/?user_id={two}", _desk.User(one))));
        Assert.Equal([theirs], Ids(await _desk.GetAsync($"/users/verifications/?user_id={two}", _desk.Reviewer())));
        using var hidden = await api.SendAsync(HttpMethod.Get, $"/users/verifications/{theirs}/", _desk.User(one));
        await ApiHost.ProblemAsync(hidden, 404, "not_found");
        using var shown = await api.SendAsync(HttpMethod.Get, $"/users/verifications/{theirs}/", _desk.Reviewer());
        Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
        // Either half of a reviewer is none.
        foreach (var half in new[] { api.Token("verifications:submit", one, role: "admin"), api.Token("verifications:review", one) })
            Assert.Equal([mine], Ids(await _desk.GetAsync("/users/verifications/", half)));
        using var unscoped = await api.SendAsync(HttpMethod.Get, "/users/verifications/", api.Token("users:read", one));
        await ApiHost.ProblemAsync(unscoped, 403, "insufficient_scope");
    }

    [Fact]
    public async Task Pages_are_filtered_and_have_every_item_once_although_new_ones_come_in()
    {
        await using var own = new ApiHost();
        await own.InitializeAsync();
        var desk = new Desk(own);
        var all = new List<Guid>();
        foreach (var (type, document) in new[] { ("identity", "passport"), ("address", "utility_bill"), ("professional", "licence"), ("educational", "diploma"), ("identity", "national_id") })
        {
            all.Insert(0, await desk.SubmitAsync(Desk.NewUser(), type, document));
            own.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        using (await desk.MarkAsync(all[4], "in_progress"))
        {
        }
        var first = await desk.GetAsync("/users/verifications/?limit=2", desk.Reviewer());
        await desk.SubmitAsync(Desk.NewUser());
        var second = await desk.GetAsync($"/users/verifications/?limit=2&cursor={first.GetProperty("next_cursor").GetString()}", desk.Reviewer());
        var third = await desk.GetAsync($"/users/verifications/?limit=2&cursor={second.GetProperty("next_cursor").GetString()}", desk.Reviewer());
        Assert.Equal(all, [.. Ids(first), .. Ids(second), .. Ids(third)]);
        Assert.Equal((true, false, JsonValueKind.Null), (second.GetProperty("has_more").GetBoolean(), third.GetProperty("has_more").GetBoolean(), third.GetProperty("next_cursor").ValueKind));

        Assert.Equal([all[4]], Ids(await desk.GetAsync("/users/verifications/?status=in_progress", desk.Reviewer())));
        Assert.Equal([all[1]], Ids(await desk.GetAsync("/users/verifications/?verification_type=educational&status=pending", desk.Reviewer())));
        var summary = await desk.GetAsync("/users/verifications/status_summary/", desk.Reviewer());
        Assert.Equal("""{"total":6,"by_status":{"pending":5,"in_progress":1,"verified":0,"rejected":0,"expired":0},"by_type":{"identity":{"pending":2,"in_progress":1,"verified":0,"rejected":0,"expired":0},"address":{"pending":1,"in_progress":0,"verified":0,"rejected":0,"expired":0},"professional":{"pending":1,"in_progress":0,"verified":0,"rejected":0,"expired":0},"educational":{"pending":1,"in_progress":0,"verified":0,"rejected":0,"expired":0}}}""", summary.GetRawText());
    }

    [Theory]
    [InlineData("status=done", "status")]
    [InlineData("status=Pending", "status")]
    [InlineData("verification_type=face", "verification_type")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=101", "limit")]
    [InlineData("limit=-1", "limit")]
    [InlineData("limit=", "limit")]
    [InlineData("limit=1e1", "limit")]
    [InlineData("limit=%D9%A3", "limit")]
    [InlineData("cursor=", "cursor")]
    [InlineData("cursor=abc", "cursor")]
    [InlineData("cursor=AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB", "cursor")]
    [InlineData("cursor='%20OR%201=1--", "cursor")]
    public async Task Bad_query_is_named(string query, string field)
    {
        using var answer = await api.SendAsync(HttpMethod.Get, "/users/verifications/?" + query, _desk.Reviewer());
        var body = await ApiHost.ProblemAsync(answer, 400, "validation_failed");
        Assert.Equal([field], body.GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    private static IEnumerable<Guid> Ids(JsonElement page) => page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid());
}
