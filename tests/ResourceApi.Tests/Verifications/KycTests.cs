using System.Net;
using System.Text.Json;
using ResourceApi.Tests.Support;

namespace ResourceApi.Tests.Verifications;

public sealed class KycTests(ApiHost api) : IClassFixture<ApiHost>
{
    private static readonly string Passport = $$"""{"document_type":"passport","documents":[{"base64":"{{Desk.Png}}"}]}""";
    private readonly Desk _desk = new(api);

    [Fact]
    public async Task Status_is_none_before_anything_is_submitted()
    {
        var kyc = await _desk.GetAsync("/api/v1/kyc/status/", _desk.User(Desk.NewUser()));
        Assert.Equal("""{"kyc_status":"none","level":"none","application":null}""", kyc.GetRawText());
    }

    [Fact]
    public async Task Submission_is_a_verification_of_the_identity()
    {
        var user = Desk.NewUser();
        using var answer = await api.SendAsync(HttpMethod.Post, "/api/v1/kyc/submit/", _desk.User(user), Passport);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var data = (await ApiHost.BodyAsync(answer)).GetProperty("data");
        Assert.Equal(("pending", "none"), (data.GetProperty("kyc_status").GetString(), data.GetProperty("level").GetString()));
        var listed = (await _desk.GetAsync("/users/verifications/", _desk.User(user))).GetProperty("items")[0];
        Assert.Equal(data.GetProperty("application").GetProperty("id").GetGuid(), listed.GetProperty("id").GetGuid());
        using var other = await api.SendAsync(HttpMethod.Post, "/users/verify/", _desk.User(user), Desk.One);
        await ApiHost.ProblemAsync(other, 409, "verification_open");
        using var wrong = await api.SendAsync(HttpMethod.Post, "/api/v1/kyc/submit/", _desk.User(user), Passport.Replace("{\"doc", "{\"verification_type\":\"address\",\"doc", StringComparison.Ordinal));
        await ApiHost.ProblemAsync(wrong, 400, "validation_failed");
    }

    [Fact]
    public async Task Identity_makes_basic_and_address_makes_full_and_each_step_is_told()
    {
        var user = Desk.NewUser();
        using (await api.SendAsync(HttpMethod.Put, "/users/me/", _desk.User(user), """{"first_name":"Ada","last_name":"Lovelace","date_of_birth":"1990-12-10","address":{"line1":"1 Road","line2":"Flat 2","city":"London","country":"GB"}}"""))
        {
        }
        await _desk.SubmitAsync(user, "address", "utility_bill", "verified");
        Assert.Equal(("none", "none", null), await ReportAsync(user));
        await _desk.SubmitAsync(user, "identity", "driving_licence", "verified");
        var kyc = await _desk.GetAsync("/api/v1/kyc/status/", _desk.User(user));
        Assert.Equal(("verified", "full", "verified"), (kyc.GetProperty("kyc_status").GetString(), kyc.GetProperty("level").GetString(), kyc.GetProperty("application").GetProperty("status").GetString()));
        Assert.Equal(JsonValueKind.Null, kyc.GetProperty("application").GetProperty("decided_by").ValueKind);
        Assert.Equal(
            ("verified", "full", """{"verification":{"trust_framework":"urn:authplatform:trust-framework:documents","time":"2030-05-17T12:00:00Z","evidence":[{"type":"document","time":"2030-05-17T12:00:00Z","document_details":{"type":"driving_permit"}},{"type":"document","time":"2030-05-17T12:00:00Z","document_details":{"type":"utility_statement"}}]},"claims":{"given_name":"Ada","family_name":"Lovelace","birthdate":"1990-12-10","address":{"street_address":"1 Road\nFlat 2","locality":"London","country":"GB"}}}"""),
            await ReportAsync(user));
        Assert.Equal(
            ["none", "none", "none", "pending", "in_progress", "verified"],
            (await _desk.OutboxAsync(user)).Where(item => item.Kind == "kyc").Select(item => (string?)item.Content["status"]));
        Assert.Equal(
            ["verification_submitted", "verification_verified", "verification_submitted", "verification_verified"],
            (await _desk.OutboxAsync(user)).Where(item => item.Kind == "notice").Select(item => (string?)item.Content["template"]));
    }

    [Fact]
    public async Task Only_what_was_declared_is_claimed()
    {
        var user = Desk.NewUser();
        await _desk.SubmitAsync(user, "identity", "passport", "verified");
        Assert.Equal(("verified", "basic", null), await ReportAsync(user));
    }

    [Theory]
    [InlineData("professional", "licence")]
    [InlineData("educational", "diploma")]
    public async Task Other_types_are_no_matter_of_tokens(string type, string document)
    {
        var user = Desk.NewUser();
        await _desk.SubmitAsync(user, type, document, "verified");
        Assert.DoesNotContain(await _desk.OutboxAsync(user), item => item.Kind == "kyc");
        // One may hold several licences.
        await _desk.SubmitAsync(user, type, document);
    }

    [Fact]
    public async Task Provider_that_verified_the_address_too_makes_full()
    {
        var user = Desk.NewUser();
        var id = await _desk.SubmitAsync(user);
        using var answer = await _desk.WebhookAsync(Desk.Event(id, "verified", ""","level":"full" """));
        Assert.Equal(("verified", "full", null), await ReportAsync(user));
    }

    [Fact]
    public async Task Renewal_that_waits_or_is_rejected_takes_nothing_and_one_that_succeeds_replaces()
    {
        await using var own = new ApiHost();
        await own.InitializeAsync();
        var (desk, user) = (new Desk(own), Desk.NewUser());
        var first = await desk.SubmitAsync(user, "identity", "passport", "verified");
        own.Clock.Advance(TimeSpan.FromDays(701));
        await desk.SubmitAsync(user, "identity", "passport", "rejected");
        Assert.Equal("verified", (await desk.GetAsync("/api/v1/kyc/status/", desk.User(user))).GetProperty("kyc_status").GetString());
        var second = await desk.SubmitAsync(user, "identity", "national_id", "verified");
        Assert.Equal(("expired", "verified"), (await desk.StatusAsync(first), await desk.StatusAsync(second)));
        Assert.Equal(("verification.superseded", $"by {second}"), ((await desk.AuditAsync(first))[^1].Event, (await desk.AuditAsync(first))[^1].Detail));
        Assert.DoesNotContain(await desk.OutboxAsync(user), item => (string?)item.Content["template"] == "verification_expired");
    }

    [Fact]
    public async Task What_has_expired_counts_no_more_although_the_job_has_not_run()
    {
        await using var own = new ApiHost();
        await own.InitializeAsync();
        var (desk, user) = (new Desk(own), Desk.NewUser());
        await desk.SubmitAsync(user, "identity", "passport", "verified");
        own.Clock.Advance(TimeSpan.FromDays(730) - TimeSpan.FromSeconds(1));
        Assert.Equal(("verified", "basic"), await StandingAsync(desk, user));
        own.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(("expired", "none"), await StandingAsync(desk, user));
        await desk.SubmitAsync(user, "address", "utility_bill", "verified");
        Assert.Equal(["expired", "expired", "expired"], (await desk.OutboxAsync(user)).Where(item => item.Kind == "kyc").TakeLast(3).Select(item => (string?)item.Content["status"]));
    }

    private static async Task<(string? Status, string? Level)> StandingAsync(Desk desk, string user)
    {
        var kyc = await desk.GetAsync("/api/v1/kyc/status/", desk.User(user));
        return (kyc.GetProperty("kyc_status").GetString(), kyc.GetProperty("level").GetString());
    }

    private async Task<(string? Status, string? Level, string? Claims)> ReportAsync(string user)
    {
        var report = (await _desk.OutboxAsync(user)).Last(item => item.Kind == "kyc").Content;
        return ((string?)report["status"], (string?)report["level"], report["verified_claims"]?.ToJsonString().Replace("\\u002B", "+", StringComparison.Ordinal));
    }
}
