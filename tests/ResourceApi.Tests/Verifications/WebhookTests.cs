using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ResourceApi.Tests.Support;

namespace ResourceApi.Tests.Verifications;

public sealed class WebhookTests(ApiHost api) : IClassFixture<ApiHost>
{
    private readonly Desk _desk = new(api);

    public static TheoryData<string, int> Signatures => new()
    {
        { "right", 200 }, { "one of two right", 200 }, { "299 s old", 200 }, { "299 s ahead", 200 }, { "300 s old", 200 },
        { "301 s old", 401 }, { "301 s ahead", 401 }, { "no signature", 401 }, { "empty signature", 401 }, { "truncated", 401 }, { "without scheme", 401 },
        { "other case of scheme", 401 }, { "older scheme", 401 }, { "asymmetric scheme", 401 }, { "other case of base64", 401 }, { "padding gone", 401 }, { "space within", 401 }, { "comma between two", 401 },
        { "empty secret", 401 }, { "other secret", 401 }, { "hex", 401 }, { "two headers", 401 }, { "no id", 401 }, { "other id", 401 }, { "dotted id", 401 },
        { "no timestamp", 401 }, { "other timestamp", 401 }, { "negative timestamp", 401 }, { "spaced timestamp", 401 }, { "timestamp of words", 401 }, { "two timestamps", 401 }, { "milliseconds", 401 },
        { "byte order mark added", 401 }, { "members exchanged", 401 }, { "space added", 401 }, { "other body", 401 }, { "no body", 401 },
    };

    [Theory, MemberData(nameof(Signatures))]
    public async Task Only_what_was_signed_with_the_secret_a_moment_ago_is_taken(string how, int status)
    {
        var verification = await _desk.SubmitAsync(Desk.NewUser());
        var (id, body, secret) = (how == "dotted id" ? "msg.1" : "msg_" + Guid.CreateVersion7().ToString("N"), Desk.Event(verification, "in_progress"), Desk.Secret);
        var offset = how switch { "299 s old" => -299, "300 s old" => -300, "301 s old" => -301, "299 s ahead" => 299, "301 s ahead" => 301, _ => 0 };
        var seconds = api.Clock.GetUtcNow().ToUnixTimeSeconds() + offset;
        var timestamp = how switch { "negative timestamp" => $"-{seconds}", "spaced timestamp" => $" {seconds}", "timestamp of words" => "now", "milliseconds" => $"{seconds}000", _ => seconds.ToString(CultureInfo.InvariantCulture) };
        var signature = Desk.Sign(how switch { "empty secret" => "whsec_", "other secret" => "whsec_" + Convert.ToBase64String(new byte[32]), _ => secret }, id, timestamp, body);
        var headers = new List<(string, string)> { ("webhook-id", how == "other id" ? "msg_1" : id), ("webhook-timestamp", how == "other timestamp" ? $"{seconds + 1}" : timestamp), ("webhook-signature", Spoiled(how, signature)) };
        headers.RemoveAll(header => (how, header.Item1) is ("no id", "webhook-id") or ("no timestamp", "webhook-timestamp") or ("no signature", "webhook-signature"));
        if (how == "two headers")
            headers.Add(("webhook-signature", signature));
        if (how == "two timestamps")
            headers.Add(("webhook-timestamp", timestamp));
        using var answer = await _desk.PostAsync("generic", Sent(how, body), [.. headers]);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(status == 200 ? "in_progress" : "pending", await _desk.StatusAsync(verification));
        if (status != 200)
            Assert.Equal("""{"code":"invalid_signature","detail":"The signature is missing, wrong, or too old."}""", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"type":1}""")]
    [InlineData("""{"type":"verification.updated"}""")]
    [InlineData("""{"type":"verification.updated","data":[]}""")]
    [InlineData("""{"type":"verification.updated","data":{"status":"verified"}}""")]
    [InlineData("""{"type":"verification.updated","data":{"verification_id":"ID"}}""")]
    [InlineData("""{"type":"verification.updated","data":{"verification_id":"ID","status":"Verified"}}""")]
    [InlineData("""{"type":"verification.updated","data":{"verification_id":"ID","status":"done"}}""")]
    [InlineData("""{"type":"verification.updated","data":{"verification_id":"ID","status":"verified","level":"top"}}""")]
    [InlineData("""{"type":"verification.updated","data":{"verification_id":"ID","status":"verified","level":"none"}}""")]
    [InlineData("""{"type":"verification.updated","data":{"verification_id":"ID","status":"verified","level":2}}""")]
    [InlineData("""{"type":"verification.updated","data":{"verification_id":"ID","status":"rejected","reason":["x"]}}""")]
    [InlineData("""{"type":"verification.updated","data":{"verification_id":"ID","status":"rejected","status":"verified"}}""")]
    [InlineData("""{"type":"verification.updated","data":{"verification_id":"ID","status":"rejected","reason":"\ud800"}}""")]
    [InlineData("""{"type":"verification.updated","data":{"verification_id":"ID","status":"verified"}} {}""")]
    [InlineData("\uFEFF{\"type\":\"verification.updated\",\"data\":{\"verification_id\":\"ID\",\"status\":\"verified\"}}")]
    public async Task Signed_but_malformed_event_is_refused(string body)
    {
        var id = await _desk.SubmitAsync(Desk.NewUser());
        using var answer = await _desk.WebhookAsync(body.Replace("ID", id.ToString(), StringComparison.Ordinal));
        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Equal("invalid_event", (await ApiHost.BodyAsync(answer)).GetProperty("code").GetString());
        Assert.Equal("pending", await _desk.StatusAsync(id));
    }

    [Fact]
    public async Task Same_event_twenty_times_in_parallel_has_one_effect()
    {
        var user = Desk.NewUser();
        var id = await _desk.SubmitAsync(user);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _desk.WebhookAsync(Desk.Event(id, "verified", ""","reason":null"""), "msg_" + id.ToString("N"))));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal(["verification.submitted", "verification.in_progress", "verification.verified"], (await _desk.AuditAsync(id)).Select(row => row.Event));
        Assert.Equal(["verification_submitted", "verification_verified"], (await _desk.OutboxAsync(user)).Where(item => item.Kind == "notice").Select(item => (string?)item.Content["template"]));
        Assert.Equal("webhook:generic", (await _desk.GetAsync($"/users/verifications/{id}/", _desk.Reviewer())).GetProperty("decided_by").GetString());
    }

    [Fact]
    public async Task Events_out_of_order_and_contradictions_change_nothing_that_is_decided()
    {
        var id = await _desk.SubmitAsync(Desk.NewUser());
        foreach (var status in new[] { "rejected", "in_progress", "pending", "verified", "rejected", "expired" })
        {
            using var answer = await _desk.WebhookAsync(Desk.Event(id, status, ""","reason":"The passport has expired." """));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
        var seen = await _desk.GetAsync($"/users/verifications/{id}/", _desk.Reviewer());
        Assert.Equal(("rejected", "The passport has expired."), (seen.GetProperty("status").GetString(), seen.GetProperty("rejection_reason").GetString()));
        Assert.Equal(4, (await _desk.AuditAsync(id)).Count(row => row.Event == "verification.refused"));
    }

    [Fact]
    public async Task Event_of_something_unknown_is_answered_so_that_its_sender_stops()
    {
        var unknown = Guid.CreateVersion7();
        foreach (var body in new[] { Desk.Event(unknown, "verified"), """{"type":"verification.updated","data":{"verification_id":"1 OR 1=1","status":"verified"}}""", """{"type":"account.closed","data":{}}""" })
        {
            using var answer = await _desk.WebhookAsync(body);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Empty(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        }
        Assert.Equal(2, api.Log.Lines.Count(line => line.Contains("not known here", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(256 * 1024, 401)]
    [InlineData(256 * 1024 + 1, 413)]
    [InlineData(5 * 1024 * 1024, 413)]
    public async Task Body_beyond_the_limit_is_refused_before_anything_is_made_of_it(int bytes, int status)
    {
        using var answer = await _desk.PostAsync("generic", new byte[bytes]);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("sumsub")]
    [InlineData("Generic")]
    [InlineData("other")]
    public async Task Provider_without_a_secret_has_no_webhook(string provider)
    {
        var id = await _desk.SubmitAsync(Desk.NewUser());
        using var answer = await _desk.WebhookAsync(Desk.Event(id, "verified"), provider: provider);
        Assert.Equal(404, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Either_of_two_secrets_is_taken_while_it_is_changed()
    {
        var newer = "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        await using var own = new ApiHost();
        own.Settings["Verifications:Webhooks:Generic:1"] = newer;
        await own.InitializeAsync();
        var desk = new Desk(own);
        foreach (var secret in new[] { Desk.Secret, newer })
        {
            using var answer = await desk.WebhookAsync("""{"type":"ping"}""", secret: secret);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    private static string Spoiled(string how, string signature) => how switch
    {
        "one of two right" => "v1,AAAA " + signature,
        "empty signature" => "",
        "truncated" => signature[..^4],
        "without scheme" => signature[3..],
        "other case of scheme" => "V1," + signature[3..],
        "older scheme" => "v0," + signature[3..],
        "asymmetric scheme" => "v1a," + signature[3..],
        "other case of base64" => "v1," + string.Concat(signature[3..].Select(c => char.IsAsciiLetterUpper(c) ? char.ToLowerInvariant(c) : char.ToUpperInvariant(c))),
        "padding gone" => signature.TrimEnd('='),
        "space within" => signature[..20] + " " + signature[20..],
        "comma between two" => "v1,AAAA," + signature,
        "hex" => "v1," + Convert.ToHexStringLower(Convert.FromBase64String(signature[3..])),
        _ => signature,
    };

    private static byte[] Sent(string how, string body) => how switch
    {
        "byte order mark added" => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(body)],
        "members exchanged" => Encoding.UTF8.GetBytes(new JsonObject(JsonNode.Parse(body)!.AsObject().Reverse().Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))).ToJsonString()),
        "space added" => Encoding.UTF8.GetBytes(body + " "),
        "other body" => Encoding.UTF8.GetBytes(body.Replace("in_progress", "verified", StringComparison.Ordinal)),
        "no body" => [],
        _ => Encoding.UTF8.GetBytes(body),
    };
}
