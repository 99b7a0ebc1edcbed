using System.Net;
using System.Text.Json.Nodes;
using AuthServer.Admin;
using AuthServer.Protocol.Keys;
using Microsoft.Extensions.DependencyInjection;

namespace AuthServer.Tests.Admin;

/// <summary>The signing keys as administrators see and rotate them.</summary>
public sealed class KeyTests : IAsyncLifetime
{
    private readonly AdminHost _shared = new();

    public ValueTask InitializeAsync() => _shared.InitializeAsync();

    public ValueTask DisposeAsync() => _shared.DisposeAsync();

    [Fact]
    public async Task Successors_are_published_at_once_and_sign_a_day_later_however_many_ask()
    {
        var before = await KidsAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => RotateAsync(emergency: false)));
        Assert.All(answers, answer => Assert.Equal("200 ok", answer.Outcome));
        var states = States(await _shared.SendAsync("GET", "keys/"));
        Assert.Equal((3, 3), (states.Count(state => state.State == "active"), states.Count(state => state.State == "next")));
        Assert.Equal((6, true), ((await KidsAsync()).Count, before.IsSubsetOf(await KidsAsync())));
        var old = (await _shared.OAuth.WorkerAsync("search")).AccessToken;
        Assert.Contains((string)OAuth.Header(old)["kid"]!, before);
        Assert.Single(await _shared.DetailsAsync(AdminActs.KeysRotated));

        _shared.Host.Clock.Advance(TimeSpan.FromDays(1));
        var next = (await _shared.OAuth.WorkerAsync("search")).AccessToken;
        Assert.DoesNotContain((string)OAuth.Header(next)["kid"]!, before);
        await _shared.SignInAsync();
        Assert.Equal(["active", "active", "active", "retired", "retired", "retired"], States(await _shared.SendAsync("GET", "keys/")).Select(state => state.State).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task In_an_emergency_new_keys_sign_at_once_and_what_the_old_ones_signed_is_refused()
    {
        await RotateAsync(emergency: false);
        var before = await KidsAsync();
        var old = (await _shared.OAuth.PinAsync()).AccessToken;
        // Its signature has been looked at and is remembered; whether its key still counts is asked anew.
        for (var i = 0; i < 2; i++) Assert.True((await _shared.OAuth.IntrospectAsync(old)).Active);
        Assert.Equal("200 ok", (await RotateAsync(emergency: true)).Outcome);
        var after = await KidsAsync();
        Assert.Equal((3, false), (after.Count, after.Overlaps(before)));
        Assert.False((await _shared.OAuth.IntrospectAsync(old)).Active);
        Assert.Equal("401 invalid_token", (await _shared.SendAsync("GET", "keys/")).Outcome);
        var fresh = await _shared.OAuth.PinAsync();
        Assert.Contains((string)OAuth.Header(fresh.AccessToken)["kid"]!, after);
        // Refresh tokens are no signed tokens: the apps go on.
        Assert.Equal(HttpStatusCode.OK, (await _shared.OAuth.RefreshAsync(fresh.RefreshToken)).Status);
        await _shared.SignInAsync();
        Assert.All(States(await _shared.SendAsync("GET", "keys/")), state => Assert.Equal("active", state.State));
    }

    [Fact]
    public async Task Of_two_emergencies_that_began_at_once_one_makes_the_keys()
    {
        var keys = _shared.Host.Services.GetRequiredService<SigningKeys>();
        var (mine, yours) = (keys.Next(emergency: true), keys.Next(emergency: true));
        await using var db = await _shared.EngineAsync();
        Assert.Equal(3, (await SigningKeys.KeepAsync(db, mine, emergency: true, CancellationToken.None)).Count);
        Assert.Empty(await SigningKeys.KeepAsync(db, yours, emergency: true, CancellationToken.None));
        Assert.Equal(3, db.SigningKeys.Count());
    }

    [Fact]
    public async Task No_private_half_is_told()
    {
        var answer = (await _shared.SendAsync("GET", "keys/")).Body.ToJsonString();
        foreach (var member in new[] { "\"d\"", "sealed", "private", "key_ops" }) Assert.DoesNotContain(member, answer, StringComparison.OrdinalIgnoreCase);
    }

    private Task<RestAnswer> RotateAsync(bool emergency) => _shared.SendAsync("POST", "keys/rotate/", new { emergency });

    private static List<(string Kid, string State)> States(RestAnswer answer) => [.. answer.Items.Select(key => ((string)key["kid"]!, (string)key["state"]!))];

    private async Task<HashSet<string>> KidsAsync() =>
        [.. JsonNode.Parse(await _shared.OAuth.Http.GetStringAsync("/.well-known/jwks"))!["keys"]!.AsArray().Select(key => (string)key!["kid"]!)];
}
