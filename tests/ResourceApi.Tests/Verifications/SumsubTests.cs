using System.Net;
using System.Security.Cryptography;
using System.Text;
using ResourceApi.Tests.Support;

namespace ResourceApi.Tests.Verifications;

/// <summary>Payloads as Sumsub's documentation shows them; the clock of the host stands at 2030-05-17 12:00 UTC.</summary>
public sealed class SumsubTests(SumsubTests.Host host) : IClassFixture<SumsubTests.Host>
{
    private const string Secret = "sumsub-webhook-secret-0123";
    private readonly Desk _desk = new(host.Api);

    [Theory]
    [InlineData("GREEN", "", "verified", null)]
    [InlineData("RED", ""","moderationComment":"Please upload a colour picture.","clientComment":"Suspected fraud","rejectLabels":["UNSATISFACTORY_PHOTOS"],"reviewRejectType":"RETRY" """, "rejected", "Please upload a colour picture.")]
    [InlineData("RED", ""","clientComment":"Blocklisted","rejectLabels":["BLOCKLIST"],"reviewRejectType":"FINAL" """, "rejected", null)]
    public async Task Review_of_the_applicant_decides(string answer, string more, string status, string? reason)
    {
        var id = await _desk.SubmitAsync(Desk.NewUser());
        var body = Reviewed(id, answer, more);
        using (var first = await SendAsync(body))
            Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        using (var again = await SendAsync(body))
            Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        var seen = await _desk.GetAsync($"/users/verifications/{id}/", _desk.Reviewer());
        Assert.Equal((status, reason, "webhook:sumsub"), (seen.GetProperty("status").GetString(), seen.GetProperty("rejection_reason").GetString(), seen.GetProperty("decided_by").GetString()));
        Assert.Equal(3, (await _desk.AuditAsync(id)).Count);
    }

    [Fact]
    public async Task Applicant_that_waits_is_in_progress_and_other_events_are_no_matter()
    {
        var id = await _desk.SubmitAsync(Desk.NewUser());
        using (var created = await SendAsync(Reviewed(id, "GREEN").Replace("applicantReviewed", "applicantCreated", StringComparison.Ordinal)))
            Assert.Equal(HttpStatusCode.OK, created.StatusCode);
        Assert.Equal("pending", await _desk.StatusAsync(id));
        using var pending = await SendAsync(Reviewed(id, "GREEN").Replace("applicantReviewed", "applicantPending", StringComparison.Ordinal));
        Assert.Equal("in_progress", await _desk.StatusAsync(id));
    }

    [Theory]
    [InlineData("right", 200)]
    [InlineData("sha512", 200)]
    [InlineData("a day old", 200)]
    [InlineData("four days old", 401)]
    [InlineData("ten minutes ahead", 401)]
    [InlineData("no time", 401)]
    [InlineData("sha1", 401)]
    [InlineData("no algorithm", 401)]
    [InlineData("other algorithm", 401)]
    [InlineData("upper case", 401)]
    [InlineData("truncated", 401)]
    [InlineData("empty", 401)]
    [InlineData("none", 401)]
    [InlineData("other secret", 401)]
    [InlineData("other body", 401)]
    [InlineData("review without an answer", 400)]
    [InlineData("duplicate keys", 401)]
    public async Task Only_what_was_signed_with_the_secret_lately_is_taken(string how, int status)
    {
        var id = await _desk.SubmitAsync(Desk.NewUser());
        var body = how switch
        {
            "a day old" => Reviewed(id, "GREEN", time: "2030-05-16 11:59:00.000"),
            "four days old" => Reviewed(id, "GREEN", time: "2030-05-13 11:59:00.000"),
            "ten minutes ahead" => Reviewed(id, "GREEN", time: "2030-05-17 12:10:00.000"),
            "no time" => Reviewed(id, "GREEN").Replace("createdAtMs", "created", StringComparison.Ordinal),
            "review without an answer" => Reviewed(id, "YELLOW"),
            "duplicate keys" => Reviewed(id, "GREEN").Replace("{\"applicantId\"", "{\"applicantId\":\"1\",\"applicantId\"", StringComparison.Ordinal),
            _ => Reviewed(id, "GREEN"),
        };
        var (key, bytes) = (Encoding.UTF8.GetBytes(how == "other secret" ? "another-secret-0123456" : Secret), Encoding.UTF8.GetBytes(body));
        var digest = how switch { "sha512" => HMACSHA512.HashData(key, bytes), "sha1" => Sha1(key, bytes), _ => HMACSHA256.HashData(key, bytes) };
        var text = Convert.ToHexStringLower(digest);
        text = how switch { "upper case" => text.ToUpperInvariant(), "truncated" => text[..^2], "empty" => "", _ => text };
        var algorithm = how switch { "sha512" => "HMAC_SHA512_HEX", "sha1" => "HMAC_SHA1_HEX", "other algorithm" => "HMAC_SHA512_HEX", _ => "HMAC_SHA256_HEX" };
        var headers = new List<(string, string)> { ("X-Payload-Digest", text), ("X-Payload-Digest-Alg", algorithm) };
        headers.RemoveAll(header => (how, header.Item1) is ("none", "X-Payload-Digest") or ("no algorithm", "X-Payload-Digest-Alg"));
        using var answer = await _desk.PostAsync("sumsub", how == "other body" ? [.. bytes, (byte)' '] : bytes, [.. headers]);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(status == 200 ? "verified" : "pending", await _desk.StatusAsync(id));
    }

    private static string Reviewed(Guid id, string answer, string more = "", string time = "2030-05-17 11:59:58.123") => $$$"""
        {"applicantId":"5cb56e8e0a975a35f333cb83","inspectionId":"5cb56e8e0a975a35f333cb84","applicantType":"individual","correlationId":"req-a260b669-4f14-4bb5-a4c5-ac0218acb9a4",
         "levelName":"basic-kyc-level","sandboxMode":false,"externalUserId":"{{{id}}}","type":"applicantReviewed","reviewResult":{"reviewAnswer":"{{{answer}}}"{{{more}}}},"reviewStatus":"completed",
         "createdAt":"2030-05-17 11:59:58+0000","createdAtMs":"{{{time}}}"}
        """;

    private Task<HttpResponseMessage> SendAsync(string body) => _desk.PostAsync(
        "sumsub", Encoding.UTF8.GetBytes(body),
        ("X-Payload-Digest", Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(body)))), ("X-Payload-Digest-Alg", "HMAC_SHA256_HEX"));

#pragma warning disable CA5350 // The weak algorithm is what must be refused.
    private static byte[] Sha1(byte[] key, byte[] bytes) => HMACSHA1.HashData(key, bytes);
#pragma warning restore CA5350

    /// <summary>A host to which the provider's secret was given.</summary>
    public sealed class Host : IAsyncLifetime
    {
        public ApiHost Api { get; } = new();

        public async ValueTask InitializeAsync()
        {
            Api.Settings["Verifications:Webhooks:Sumsub:0"] = Secret;
            await Api.InitializeAsync();
        }

        public ValueTask DisposeAsync() => Api.DisposeAsync();
    }
}
