using System.Net;
using System.Text;
using System.Text.Json;
using ResourceApi.Tests.Support;

namespace ResourceApi.Tests.Idempotency;

/// <summary>Requests with an <c>Idempotency-Key</c>, at the one route that needs nothing beside it.</summary>
public sealed class IdempotencyTests(ApiHost api) : IClassFixture<ApiHost>
{
    private const string Refused = """{"user_type":"admin"}""";

    [Fact]
    public async Task A_repeated_request_gets_the_first_answer_byte_by_byte()
    {
        var token = api.Token(subject: await api.PersonAsync("customer"));
        var first = await PostAsync(token, "key-1", Refused);
        var second = await PostAsync(token, "key-1", Refused);
        Assert.Equal((HttpStatusCode.Forbidden, first.Text), (second.Status, second.Text));
        Assert.Equal((null, "true"), (first.Replayed, second.Replayed));
        Assert.Null((await PostAsync(token, null, Refused)).Replayed);
    }

    [Fact]
    public async Task Another_request_under_the_same_key_is_refused()
    {
        var token = api.Token(subject: await api.PersonAsync("customer"));
        await PostAsync(token, "key-1", Refused);
        Assert.Equal("idempotency_key_reused", (await PostAsync(token, "key-1", """{"user_type":"admin","reason":"x"}""")).Code);
    }

    [Fact]
    public async Task Keys_belong_to_their_caller()
    {
        await PostAsync(api.Token(subject: await api.PersonAsync("customer")), "shared", Refused);
        Assert.Null((await PostAsync(api.Token(subject: await api.PersonAsync("customer")), "shared", Refused)).Replayed);
    }

    [Fact]
    public async Task A_key_is_forgotten_after_a_day()
    {
        var subject = await api.PersonAsync("customer");
        await PostAsync(api.Token(subject: subject), "key-1", Refused);
        api.Clock.Advance(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1));
        Assert.Equal("true", (await PostAsync(api.Token(subject: subject), "key-1", Refused)).Replayed);
        api.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null((await PostAsync(api.Token(subject: subject), "key-1", Refused)).Replayed);
    }

    [Fact]
    public async Task What_could_not_be_understood_is_not_kept()
    {
        var token = api.Token(subject: await api.PersonAsync("customer"));
        Assert.Equal("validation_failed", (await PostAsync(token, "key-1", "{}")).Code);
        var second = await PostAsync(token, "key-1", Refused);
        Assert.Equal(("transition_not_allowed", null), (second.Code, second.Replayed));
    }

    [Fact]
    public async Task What_may_go_better_the_next_time_is_not_kept()
    {
        var token = api.Token(subject: await api.PersonAsync("customer"));
        for (var i = 0; i < 2; i++)
        {
            var answer = await PostAsync(token, "key-1", """{"user_type":"provider"}""");
            Assert.Equal((HttpStatusCode.ServiceUnavailable, null), (answer.Status, answer.Replayed));
        }
    }

    [Fact]
    public async Task Of_many_at_once_one_is_worked_on()
    {
        var token = api.Token(subject: await api.PersonAsync("customer"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => PostAsync(token, "key-1", Refused)));
        Assert.Single(answers, answer => answer is { Code: "transition_not_allowed", Replayed: null });
        Assert.All(answers, answer => Assert.True(answer.Code is "transition_not_allowed" or "request_in_progress"));
    }

    [Theory]
    [InlineData("with space")]
    [InlineData("ümlaut")]
    [InlineData("256")]
    public async Task A_key_that_is_none_is_refused(string key) =>
        Assert.Equal("invalid_idempotency_key", (await PostAsync(api.Token(subject: await api.PersonAsync("customer")), key == "256" ? new string('k', 256) : key, Refused)).Code);

    [Fact]
    public async Task A_request_that_is_not_let_in_uses_no_key()
    {
        var subject = await api.PersonAsync("customer");
        Assert.Equal("insufficient_scope", (await PostAsync(api.Token("users:read", subject), "key-1", Refused)).Code);
        Assert.Null((await PostAsync(api.Token(subject: subject), "key-1", Refused)).Replayed);
    }

    private async Task<(HttpStatusCode Status, string Text, string? Code, string? Replayed)> PostAsync(string token, string? key, string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/auth/user-type-change/") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (key is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        using var answer = await api.SendAsync(request, token);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        using var json = JsonDocument.Parse(text);
        return (answer.StatusCode, text, json.RootElement.TryGetProperty("code", out var code) ? code.GetString() : null,
            answer.Headers.TryGetValues("Idempotency-Replayed", out var replayed) ? replayed.Single() : null);
    }
}
