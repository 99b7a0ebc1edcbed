using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AuthServer.Validation.Tests.Support;
using ResourceApi.Tests.Support;

namespace ResourceApi.Tests.Events;

/// <summary>A token is taken for the clock skew beyond its end; its refusal must last longer than that.</summary>
public sealed class RefusalLifetimeTests : IAsyncLifetime
{
    private const string TokenRevoked = "urn:authplatform:event:token-revoked";
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    // A host of its own for every test: the clock is moved.
    private readonly ApiHost _api = new();

    [Fact]
    public async Task Token_that_is_not_revoked_is_taken_until_the_skew_is_over()
    {
        var token = Token("jti-live");
        _api.Clock.Advance(Life + Skew - Second);
        await ExpectAsync(_api, token, HttpStatusCode.OK);
        _api.Clock.Advance(Second);
        await ExpectAsync(_api, token, HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Revoked_token_stays_refused_although_others_are_cleaned_away_after_its_end()
    {
        var token = Token("jti-revoked");
        await PushAsync("jti-revoked", _api.Clock.GetUtcNow() + Life);
        await ExpectAsync(_api, token, HttpStatusCode.Unauthorized);
        _api.Clock.Advance(Life + Second);
        await PushAsync("jti-other", _api.Clock.GetUtcNow() + Life);
        await ExpectAsync(_api, token, HttpStatusCode.Unauthorized);
        _api.Clock.Advance(Skew - Second - Second);
        await ExpectAsync(_api, token, HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Event_that_comes_after_the_token_s_end_still_counts()
    {
        var token = Token("jti-late");
        var end = _api.Clock.GetUtcNow() + Life;
        _api.Clock.Advance(Life + Second);
        await ExpectAsync(_api, token, HttpStatusCode.OK);
        await PushAsync("jti-late", end);
        await ExpectAsync(_api, token, HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Restart_between_the_end_and_the_skew_forgets_nothing()
    {
        var token = Token("jti-restart");
        await PushAsync("jti-restart", _api.Clock.GetUtcNow() + Life);
        _api.Clock.Advance(Life + Second);
        await using var restarted = _api.WithWebHostBuilder(_ => { });
        await ExpectAsync(restarted, token, HttpStatusCode.Unauthorized);
    }

    public async ValueTask InitializeAsync() => await _api.InitializeAsync();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    private string Token(string id) => _api.Token(change: claims => claims["jti"] = id);

    private async Task PushAsync(string tokenId, DateTimeOffset end)
    {
        var set = _api.Issuer.Sign(TestIssuer.Header("secevent+jwt"), new JsonObject
        {
            ["iss"] = _api.Issuer.Address,
            ["aud"] = TestIssuer.Audience,
            ["iat"] = _api.Clock.GetUtcNow().ToUnixTimeSeconds(),
            ["jti"] = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)),
            ["sub_id"] = new JsonObject { ["format"] = "opaque", ["id"] = ApiHost.User },
            ["events"] = new JsonObject { [TokenRevoked] = new JsonObject { ["jti"] = tokenId, ["expires_at"] = end.ToUnixTimeSeconds() } },
        });
        using var client = _api.CreateClient();
        using var content = new StringContent(set, Encoding.ASCII, "application/secevent+jwt");
        using var answer = await client.PostAsync(new Uri("/events", UriKind.Relative), content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    private static async Task ExpectAsync(Microsoft.AspNetCore.Mvc.Testing.WebApplicationFactory<Program> host, string token, HttpStatusCode status)
    {
        using var client = host.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/users/me/");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(status, answer.StatusCode);
    }
}
