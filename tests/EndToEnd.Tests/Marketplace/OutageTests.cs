using System.Net;
using EndToEnd.Running;

namespace EndToEnd.Marketplace;

/// <summary>Either host is killed while something is on its way to it.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    // An API that is killed while it tells something leaves it claimed for so long: until then no other node takes it, nor does its successor.
    private static readonly TimeSpan Claimed = TimeSpan.FromSeconds(60);
    private TwoHosts _hosts = null!;

    public async ValueTask InitializeAsync() => _hosts = await TwoHosts.StartAsync();

    public ValueTask DisposeAsync() => _hosts.DisposeAsync();

    [Fact]
    public async Task What_ends_while_the_API_is_down_is_refused_when_it_is_back_even_without_its_database()
    {
        using var first = await Member.RegisterAsync(_hosts.Auth, _hosts.Api);
        using var second = await Member.RegisterAsync(_hosts.Auth, _hosts.Api, "provider");
        await _hosts.KillApiAsync();
        Assert.Equal(HttpStatusCode.OK, (await first.LogOutAsync()).Status);
        await _hosts.StartApiAsync();
        await RefusedAsync(first);
        Assert.Equal(HttpStatusCode.OK, (await second.SendAsync("GET", "/users/me/")).Status);

        // A new disk: nothing is known any more, and everything is told again.
        await _hosts.KillApiAsync();
        _hosts.LoseApiData();
        await _hosts.StartApiAsync();
        await RefusedAsync(first);
        await Eventually.TrueAsync(async () => (await second.SendAsync("GET", "/auth/user-type/"))["data.user_type"] == "provider" && (await second.SendAsync("GET", $"/users/{first.Id}/")).Status == HttpStatusCode.OK, Soon, () => "Users are not known again.");
    }

    [Fact]
    public async Task A_verification_that_is_submitted_and_decided_while_AuthServer_is_down_is_told_when_it_is_back()
    {
        using var member = await Member.RegisterAsync(_hosts.Auth, _hosts.Api);
        using var admin = await Member.SignInAsync(_hosts.Auth, _hosts.Api, "admin", "Correct-horse-9");
        await _hosts.KillAuthAsync();
        var id = (await member.SendAsync("POST", "/users/verify/", Papers.Passport())).Get("data.id");
        Assert.Equal("authorization_server_unavailable", (await member.SendAsync("POST", "/auth/user-type-change/", new { user_type = "provider" }))["code"]);
        Assert.Equal("in_progress", (await admin.SendAsync("POST", $"/users/verifications/{id}/mark_in_progress/"))["data.status"]);
        // The API goes down, too, with what it has to tell.
        await _hosts.KillApiAsync();
        await _hosts.StartAuthAsync();
        await _hosts.StartApiAsync();
        Assert.Equal("verified", (await admin.SendAsync("POST", $"/users/verifications/{id}/mark_verified/"))["data.status"]);
        await Eventually.TrueAsync(
            async () =>
            {
                await member.RefreshAsync();
                return member.Claims()["kyc_status"]?.ToString() == "verified";
            },
            Claimed + Soon,
            () => "AuthServer is not told.");
    }

    private static Task RefusedAsync(Member member) =>
        Eventually.TrueAsync(async () => (await member.SendAsync("GET", "/users/me/"))["code"] == "invalid_token", Soon, () => "An ended session is taken.");
}
