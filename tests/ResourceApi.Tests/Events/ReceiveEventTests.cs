using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AuthServer.Validation.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ResourceApi.Data;
using ResourceApi.Tests.Support;

namespace ResourceApi.Tests.Events;

public sealed class ReceiveEventTests(ApiHost api) : IClassFixture<ApiHost>
{
    private const string SessionRevoked = "https://schemas.openid.net/secevent/caep/event-type/session-revoked";

    [Fact]
    public async Task Ended_session_is_refused_at_once_and_others_are_not()
    {
        var (ended, other) = (api.Token(session: "s-ended"), api.Token(session: "s-other"));
        await Expect(ended, HttpStatusCode.OK);
        using var answer = await PushAsync(Session("s-ended"));
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        await Expect(ended, HttpStatusCode.Unauthorized);
        await Expect(other, HttpStatusCode.OK);
    }

    [Fact]
    public async Task Revoked_token_is_refused_and_its_siblings_are_not()
    {
        var (revoked, sibling) = (api.Token(change: claims => claims["jti"] = "jti-revoked"), api.Token());
        using var answer = await PushAsync(Event("urn:authplatform:event:token-revoked", new JsonObject { ["jti"] = "jti-revoked", ["expires_at"] = Soon }));
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        await Expect(revoked, HttpStatusCode.Unauthorized);
        await Expect(sibling, HttpStatusCode.OK);
    }

    [Fact]
    public async Task Revoked_grant_refuses_every_token_whose_jti_begins_with_it()
    {
        var grant = RandomNumberGenerator.GetBytes(16);
        string Of(byte[] id) => api.Token(change: claims => claims["jti"] = Base64Url.EncodeToString([.. id, .. RandomNumberGenerator.GetBytes(8)]));
        using var answer = await PushAsync(Event("urn:authplatform:event:grant-revoked", new JsonObject { ["grant_id"] = Base64Url.EncodeToString(grant), ["expires_at"] = Soon }));
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        await Expect(Of(grant), HttpStatusCode.Unauthorized);
        await Expect(Of(grant), HttpStatusCode.Unauthorized);
        grant[15] ^= 1;
        await Expect(Of(grant), HttpStatusCode.OK);
    }

    [Fact]
    public async Task Event_outlives_a_restart_and_repeats_are_harmless()
    {
        var set = Session("s-restart");
        using (var first = await PushAsync(set))
            Assert.Equal(HttpStatusCode.Accepted, first.StatusCode);
        using (var again = await PushAsync(set))
            Assert.Equal(HttpStatusCode.Accepted, again.StatusCode);
        // A second host over the same file knows what the first was told.
        await using var restarted = api.WithWebHostBuilder(_ => { });
        using var client = restarted.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/users/me/");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + api.Token(session: "s-restart"));
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        using var scope = api.Services.CreateScope();
        var refusals = scope.ServiceProvider.GetRequiredService<ApiDbContext>().Refusals;
        Assert.Equal(1, await refusals.CountAsync(refusal => refusal.Id == "s-restart", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Expired_refusals_are_dropped()
    {
        await using var own = new ApiHost();
        await own.InitializeAsync();
        using (var early = await PushAsync(own, Session(own, "s-early")))
            Assert.Equal(HttpStatusCode.Accepted, early.StatusCode);
        own.Clock.Advance(TimeSpan.FromHours(1));
        using (var late = await PushAsync(own, Session(own, "s-late")))
            Assert.Equal(HttpStatusCode.Accepted, late.StatusCode);
        using var scope = own.Services.CreateScope();
        var ids = await scope.ServiceProvider.GetRequiredService<ApiDbContext>().Refusals.Select(refusal => refusal.Id).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["s-late"], ids);
    }

    [Fact]
    public async Task Unknown_event_type_is_accepted_and_changes_nothing()
    {
        using var answer = await PushAsync(Event("urn:example:other", []));
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    public static TheoryData<string, string> Bad => new()
    {
        { "typ at+jwt", "invalid_request" }, { "typ absent", "invalid_request" }, { "crit", "invalid_request" },
        { "jti absent", "invalid_request" }, { "iat absent", "invalid_request" }, { "iat in the future", "invalid_request" },
        { "events absent", "invalid_request" }, { "events empty", "invalid_request" }, { "session_id absent", "invalid_request" },
        { "expires_at a string", "invalid_request" }, { "iss other", "invalid_issuer" }, { "iss absent", "invalid_issuer" },
        { "aud other", "invalid_audience" }, { "aud absent", "invalid_audience" }, { "kid unknown", "invalid_key" },
        { "alg none", "invalid_key" }, { "alg HS256", "invalid_key" }, { "forged", "authentication_failed" },
    };

    [Theory, MemberData(nameof(Bad))]
    public async Task Bad_event_gets_the_error_of_RFC_8935(string fault, string error)
    {
        var (header, payload) = (TestIssuer.Header("secevent+jwt"), Payload(api, SessionRevoked, SessionPayload(api, "s-bad")));
        var body = payload["events"]![SessionRevoked]!.AsObject();
        Action spoil = fault switch
        {
            "typ at+jwt" => () => header["typ"] = "at+jwt",
            "typ absent" => () => header.Remove("typ"),
            "crit" => () => header["crit"] = new JsonArray("x"),
            "jti absent" => () => payload.Remove("jti"),
            "iat absent" => () => payload.Remove("iat"),
            "iat in the future" => () => payload["iat"] = api.Clock.GetUtcNow().AddHours(1).ToUnixTimeSeconds(),
            "events absent" => () => payload.Remove("events"),
            "events empty" => () => payload["events"] = new JsonObject(),
            "session_id absent" => () => body.Remove("session_id"),
            "expires_at a string" => () => body["expires_at"] = "4000000000",
            "iss other" => () => payload["iss"] = "https://evil.example",
            "iss absent" => () => payload.Remove("iss"),
            "aud other" => () => payload["aud"] = "auth-admin",
            "aud absent" => () => payload.Remove("aud"),
            "kid unknown" => () => header["kid"] = "key-9",
            "alg none" => () => header["alg"] = "none",
            "alg HS256" => () => header["alg"] = "HS256",
            _ => () => { },
        };
        spoil();
        var set = api.Issuer.Sign(header, payload);
        if (fault == "forged")
            set = set[..set.LastIndexOf('.')] + "." + Base64Url.EncodeToString(new byte[64]);
        using var answer = await PushAsync(set);
        await ExpectError(answer, error);
        await Expect(api.Token(session: "s-bad"), HttpStatusCode.OK);
    }

    [Fact]
    public async Task Access_token_is_no_event_and_an_event_no_access_token()
    {
        using var answer = await PushAsync(api.Token());
        await ExpectError(answer, "invalid_request");
        await Expect(Session("s-x"), HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/jwt")]
    [InlineData("text/plain")]
    public async Task Other_media_types_are_refused(string mediaType)
    {
        using var answer = await PushAsync(api, Session("s-media"), mediaType);
        await ExpectError(answer, "invalid_request");
    }

    [Fact]
    public async Task Body_that_no_token_can_fill_is_refused()
    {
        using var answer = await PushAsync(new string('a', 9_000));
        await ExpectError(answer, "invalid_request");
    }

    [Fact]
    public async Task Sender_is_asked_to_try_again_while_no_keys_are_known()
    {
        await using var own = new ApiHost();
        await own.InitializeAsync();
        own.Issuer.IsDown = true;
        using var answer = await PushAsync(own, Session(own, "s-later"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    private long Soon => api.Clock.GetUtcNow().AddMinutes(11).ToUnixTimeSeconds();

    private string Session(string session) => Session(api, session);

    private static string Session(ApiHost host, string session) => Event(host, SessionRevoked, SessionPayload(host, session));

    private static JsonObject SessionPayload(ApiHost host, string session) => new()
    {
        ["event_timestamp"] = host.Clock.GetUtcNow().ToUnixTimeSeconds(),
        ["session_id"] = session,
        ["expires_at"] = host.Clock.GetUtcNow().AddMinutes(11).ToUnixTimeSeconds(),
    };

    private string Event(string type, JsonObject payload) => Event(api, type, payload);

    private static string Event(ApiHost host, string type, JsonObject payload) =>
        host.Issuer.Sign(TestIssuer.Header("secevent+jwt"), Payload(host, type, payload));

    private static JsonObject Payload(ApiHost host, string type, JsonObject payload) => new()
    {
        ["iss"] = host.Issuer.Address,
        ["aud"] = TestIssuer.Audience,
        ["iat"] = host.Clock.GetUtcNow().ToUnixTimeSeconds(),
        ["jti"] = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)),
        ["sub_id"] = new JsonObject { ["format"] = "opaque", ["id"] = ApiHost.User },
        ["events"] = new JsonObject { [type] = payload },
    };

    private Task<HttpResponseMessage> PushAsync(string set) => PushAsync(api, set);

    private static async Task<HttpResponseMessage> PushAsync(ApiHost host, string set, string mediaType = "application/secevent+jwt")
    {
        using var client = host.CreateClient();
        using var content = new StringContent(set, Encoding.ASCII, mediaType);
        return await client.PostAsync(new Uri("/events", UriKind.Relative), content, TestContext.Current.CancellationToken);
    }

    private static async Task ExpectError(HttpResponseMessage answer, string error)
    {
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var body = await ApiHost.BodyAsync(answer);
        Assert.Equal(["err", "description"], body.EnumerateObject().Select(member => member.Name));
        Assert.Equal(error, body.GetProperty("err").GetString());
    }

    private async Task Expect(string token, HttpStatusCode status)
    {
        using var answer = await api.SendAsync(HttpMethod.Get, "/users/me/", token);
        Assert.Equal(status, answer.StatusCode);
    }
}
