using System.Net;
using ResourceApi.Tests.Support;

namespace ResourceApi.Tests.Verifications;

public sealed class ReviewTests(ApiHost api) : IClassFixture<ApiHost>
{
    private readonly Desk _desk = new(api);

    [Fact]
    public async Task Nobody_reviews_their_own_verification()
    {
        var id = await _desk.SubmitAsync(Desk.Admin);
        foreach (var state in new[] { "in_progress", "verified", "rejected" })
        {
            using var own = await _desk.MarkAsync(id, state);
            await ApiHost.ProblemAsync(own, 403, "own_verification");
        }
        Assert.Equal(3, (await _desk.AuditAsync(id)).Count(row => row is { Event: "verification.refused", Detail: "own" }));
        using var other = await _desk.MarkAsync(id, "in_progress", _desk.Reviewer(Desk.OtherAdmin));
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Theory]
    [InlineData("customer", "verifications:review", "forbidden")]
    [InlineData("provider", "verifications:review", "forbidden")]
    [InlineData("admin", "verifications:submit users:write", "insufficient_scope")]
    public async Task Review_needs_the_scope_and_the_role(string role, string scope, string code)
    {
        var id = await _desk.SubmitAsync(Desk.NewUser());
        foreach (var state in new[] { "in_progress", "verified", "rejected" })
        {
            using var answer = await _desk.MarkAsync(id, state, api.Token(scope, Desk.NewUser(), role: role));
            await ApiHost.ProblemAsync(answer, 403, code);
        }
        using var summary = await api.SendAsync(HttpMethod.Get, "/users/verifications/status_summary/", api.Token(scope, Desk.NewUser(), role: role));
        await ApiHost.ProblemAsync(summary, 403, code);
        Assert.Equal("pending", await _desk.StatusAsync(id));
    }

    [Fact]
    public async Task Decision_needs_a_sign_in_of_the_last_twelve_hours_and_the_challenge_says_so()
    {
        var id = await _desk.SubmitAsync(Desk.NewUser(), "identity", "passport", "in_progress");
        var signedIn = api.Clock.GetUtcNow().AddHours(-12).ToUnixTimeSeconds();
        foreach (var state in new[] { "verified", "rejected" })
        {
            using var late = await _desk.MarkAsync(id, state, Reviewer(signedIn - 1));
            await ApiHost.ProblemAsync(late, 401, "insufficient_user_authentication");
            Assert.Equal(
                "Bearer realm=\"resource-api\", error=\"insufficient_user_authentication\", error_description=\"Sign in again first: this needs a newer sign-in.\", max_age=\"43200\", resource_metadata=\"http://localhost:5200/.well-known/oauth-protected-resource\"",
                late.Headers.WwwAuthenticate.ToString());
        }
        Assert.Equal("in_progress", await _desk.StatusAsync(id));
        using var inTime = await _desk.MarkAsync(id, "verified", Reviewer(signedIn));
        Assert.Equal(HttpStatusCode.OK, inTime.StatusCode);

        string Reviewer(long authTime) => api.Token("verifications:review", Desk.Admin, role: "admin", change: claims => claims["auth_time"] = authTime);
    }

    [Theory]
    [InlineData("""{"rejection_reason":"The picture is blurred."}""", "The picture is blurred.", "other")]
    [InlineData("""{"rejection_reason":"The picture is blurred.","rejection_code":"document_unreadable"}""", "The picture is blurred.", "document_unreadable")]
    [InlineData("""{"rejection_reason":"document_expired"}""", "document_expired", "document_expired")]
    public async Task Rejection_says_why_to_the_user_and_to_programs(string body, string reason, string code)
    {
        var user = Desk.NewUser();
        var id = await _desk.SubmitAsync(user, "identity", "passport", "in_progress");
        using var answer = await api.SendAsync(HttpMethod.Post, $"/users/verifications/{id}/mark_rejected/", _desk.Reviewer(), body);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var seen = await _desk.GetAsync($"/users/verifications/{id}/", _desk.User(user));
        Assert.Equal((reason, code), (seen.GetProperty("rejection_reason").GetString(), seen.GetProperty("rejection_code").GetString()));
        var notice = (await _desk.OutboxAsync(user))[^1].Content;
        Assert.Equal(("verification_rejected", reason), ((string?)notice["template"], (string?)notice["values"]!["reason"]));
    }

    [Theory]
    [InlineData("{}", "validation_failed")]
    [InlineData("""{"rejection_reason":""}""", "validation_failed")]
    [InlineData("""{"rejection_reason":"   "}""", "validation_failed")]
    [InlineData("""{"rejection_reason":null}""", "validation_failed")]
    [InlineData("""{"rejection_reason":"a\u0007b"}""", "validation_failed")]
    [InlineData("""{"rejection_reason":"LONG"}""", "validation_failed")]
    [InlineData("""{"rejection_reason":"x","rejection_code":"because"}""", "validation_failed")]
    [InlineData("""{"reason":"x"}""", "unknown_field")]
    [InlineData("not json", "invalid_json")]
    public async Task Rejection_without_a_reason_is_none(string body, string code)
    {
        var id = await _desk.SubmitAsync(Desk.NewUser(), "identity", "passport", "in_progress");
        using var answer = await api.SendAsync(HttpMethod.Post, $"/users/verifications/{id}/mark_rejected/", _desk.Reviewer(), body.Replace("LONG", new string('x', 501), StringComparison.Ordinal));
        await ApiHost.ProblemAsync(answer, 400, code);
        Assert.Equal("in_progress", await _desk.StatusAsync(id));
    }

    [Fact]
    public async Task Among_parallel_approvals_rejections_and_events_one_counts_and_all_are_recorded()
    {
        var user = Desk.NewUser();
        var id = await _desk.SubmitAsync(user, "identity", "passport", "in_progress");
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => (i % 3) switch
        {
            0 => _desk.MarkAsync(id, "verified"),
            1 => _desk.MarkAsync(id, "rejected", _desk.Reviewer(Desk.OtherAdmin)),
            _ => _desk.WebhookAsync(Desk.Event(id, i % 2 == 0 ? "verified" : "rejected")),
        }));
        var state = await _desk.StatusAsync(id);
        Assert.True(state is "verified" or "rejected", state);
        var audit = await _desk.AuditAsync(id);
        Assert.Single(audit, row => row.Event is "verification.verified" or "verification.rejected");
        Assert.Single((await _desk.OutboxAsync(user)).Skip(3), item => item.Kind == "notice");
        // An event that tells what is known already is no attempt to change it.
        var manual = answers.Where((_, i) => i % 3 != 2).ToList();
        Assert.InRange(manual.Count(answer => answer.StatusCode == HttpStatusCode.OK), 0, 1);
        Assert.True(audit.Count(row => row.Event == "verification.refused") >= 19);
    }

    [Fact]
    public async Task Unknown_verification_is_not_found()
    {
        foreach (var id in new[] { Guid.CreateVersion7().ToString(), "1", "..%2f" })
        {
            using var answer = await api.SendAsync(HttpMethod.Post, $"/users/verifications/{id}/mark_verified/", _desk.Reviewer());
            await ApiHost.ProblemAsync(answer, 404, "not_found");
        }
    }
}
