using System.Net;
using System.Text.Json.Nodes;

namespace AuthServer.Tests.Sessions;

public sealed class SessionTests : IClassFixture<SharedHost>, IDisposable
{
    private readonly AuthServerHost _host;
    private readonly Rest _rest;

    public SessionTests(SharedHost shared) => _rest = new Rest(_host = shared.Host) { Agent = "TestApp/1.0" };

    [Fact]
    public async Task A_session_of_an_app_tells_where_and_when_it_began()
    {
        var someone = await Account.ByPinAsync(_rest, device: Account.NewDevice());
        var began = _host.Clock.GetUtcNow();
        _host.Clock.Advance(TimeSpan.FromMinutes(2));
        await _rest.RefreshAsync(someone.Refresh);
        var session = Assert.Single((await ListAsync(someone.Access)));
        Assert.Equal(["id", "current", "kind", "clients", "device", "ip", "user_agent", "amr", "created_at", "last_used_at", "expires_at"], session.AsObject().Select(member => member.Key));
        Assert.Equal((true, "app", "TestApp/1.0"), ((bool)session["current"]!, (string?)session["kind"], (string?)session["user_agent"]));
        Assert.Equal("First", (string?)session["device"]!["name"]);
        Assert.True(IPAddress.IsLoopback(IPAddress.Parse((string)session["ip"]!)));
        Assert.Equal(["pin"], session["amr"]!.AsArray().Select(m => (string?)m));
        Assert.Single(session["clients"]!.AsArray());
        Assert.Equal((began, began.AddMinutes(2), began.AddDays(90)), ((DateTimeOffset)session["created_at"]!, (DateTimeOffset)session["last_used_at"]!, (DateTimeOffset)session["expires_at"]!));
    }

    [Fact]
    public async Task The_session_used_last_comes_first_and_others_are_not_current()
    {
        var someone = await Account.ByPinAsync(_rest);
        _host.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await _rest.PinLoginAsync(someone.Phone, Account.Pin);
        var listed = await ListAsync(someone.Access);
        Assert.Equal([false, true], listed.Select(s => (bool)s["current"]!));
        _host.Clock.Advance(TimeSpan.FromMinutes(1));
        await _rest.RefreshAsync(someone.Refresh);
        Assert.Equal([false, true], (await ListAsync(second.Access)).Select(s => (bool)s["current"]!));
    }

    [Fact]
    public async Task A_browser_is_listed_with_the_apps_that_it_signed_in_to()
    {
        var someone = await Account.ByPasswordAsync(_rest);
        using var app = new OAuth(_host);
        using var browser = app.NewBrowser();
        var page = await browser.SignInAsync(await browser.OpenAsync(OAuth.AuthorizeUrl()), someone.Email, Account.Password);
        Assert.Equal("browser", (string?)Assert.Single(await ListAsync(someone.Access), s => !(bool)s["current"]!)["kind"]);
        var tokens = await app.RedeemAsync(OAuth.Answer(await browser.AllowAsync(page))["code"]);
        var session = Assert.Single(await ListAsync(someone.Access), s => (string?)s["kind"] == "browser");
        Assert.Equal(["pwd"], session["amr"]!.AsArray().Select(m => (string?)m));
        Assert.Single(session["clients"]!.AsArray());
        Assert.Equal("200 ok", (await EndAsync((string)session["id"]!, someone.Access)));
        Assert.Equal("Sign in", await Page.TitleAsync(await browser.OpenAsync(OAuth.AuthorizeUrl())));
        Assert.Equal("invalid_grant", (await app.PostAsync("/connect/token", "web", OAuth.WebSecret, ("grant_type", "refresh_token"), ("refresh_token", tokens.RefreshToken))).Error);
    }

    [Fact]
    public async Task An_ended_session_is_gone_with_its_tokens()
    {
        var someone = await Account.ByPinAsync(_rest);
        var other = await _rest.PinLoginAsync(someone.Phone, Account.Pin);
        var id = (string)Assert.Single(await ListAsync(other.Access), s => (bool)s["current"]!)["id"]!;
        Assert.Equal("200 ok", await EndAsync(id, someone.Access));
        Assert.Equal("401 invalid_token", (await _rest.GetAsync("/auth/sessions/", other.Access)).Outcome);
        Assert.Equal("401 invalid_refresh_token", (await _rest.RefreshAsync(other.Refresh)).Outcome);
        Assert.Single(await ListAsync(someone.Access));
        Assert.Equal("404 not_found", await EndAsync(id, someone.Access));
    }

    [Fact]
    public async Task Nobody_ends_sessions_of_others_or_none()
    {
        var someone = await Account.ByPinAsync(_rest);
        var other = await Account.ByPinAsync(_rest);
        var id = (string)Assert.Single(await ListAsync(other.Access))["id"]!;
        foreach (var wrong in new[] { id, id.ToUpperInvariant(), "x", "AAAAAAAAAAAAAAAAAAAAAA", Guid.CreateVersion7().ToString(), new string('A', 5_000), "..%2f" })
            Assert.Equal("404 not_found", await EndAsync(wrong, someone.Access));
        Assert.Equal("401 missing_token", (await _rest.DeleteAsync($"/auth/sessions/{id}/")).Outcome);
        Assert.Equal("200 ok", (await _rest.RefreshAsync(other.Refresh)).Outcome);
    }

    [Fact]
    public async Task No_refresh_at_the_moment_of_the_end_outlives_it()
    {
        for (var run = 0; run < 20; run++)
        {
            var someone = await Account.ByPinAsync(_rest, verified: false);
            var refresh = _rest.RefreshAsync(someone.Refresh);
            Assert.Equal("200 ok", (await _rest.PostAsync("/auth/sessions/revoke-all/", new { }, someone.Access)).Outcome);
            var refreshed = await refresh;
            if (refreshed.Status != HttpStatusCode.OK) continue;
            Assert.Equal("401 invalid_refresh_token", (await _rest.RefreshAsync((string)refreshed.Data["refresh"]!)).Outcome);
            Assert.Equal("401 invalid_token", (await _rest.GetAsync("/auth/sessions/", (string)refreshed.Data["access"]!)).Outcome);
        }
    }

    [Theory]
    [InlineData("{}", 3)]
    [InlineData("""{"except_current":false}""", 3)]
    [InlineData("""{"except_current":true}""", 2)]
    public async Task All_sessions_end_at_once_with_or_without_ones_own(string body, int ended)
    {
        var someone = await Account.ByPinAsync(_rest);
        var others = new[] { await _rest.PinLoginAsync(someone.Phone, Account.Pin), await _rest.PinLoginAsync(someone.Phone, Account.Pin) };
        var answer = await _rest.PostTextAsync("/auth/sessions/revoke-all/", body, someone.Access);
        Assert.Equal(("200 ok", ended), (answer.Outcome, (int)answer.Data["ended"]!));
        foreach (var other in others) Assert.Equal("401 invalid_refresh_token", (await _rest.RefreshAsync(other.Refresh)).Outcome);
        Assert.Equal(ended == 2 ? "200 ok" : "401 invalid_token", (await _rest.GetAsync("/auth/sessions/", someone.Access)).Outcome);
        Assert.Equal(ended == 2 ? "200 ok" : "401 invalid_refresh_token", (await _rest.RefreshAsync(someone.Refresh)).Outcome);
    }

    [Fact]
    public async Task A_session_that_is_not_refreshed_leaves_the_list_at_its_idle_end()
    {
        var someone = await Account.ByPinAsync(_rest);
        await _host.AdvanceAsync(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        var later = await _rest.PinLoginAsync(someone.Phone, Account.Pin);
        Assert.Equal(2, (await ListAsync(later.Access)).Count);
        _host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Single(await ListAsync(later.Access));
        Assert.Equal("401 invalid_refresh_token", (await _rest.RefreshAsync(someone.Refresh)).Outcome);
    }

    [Fact]
    public async Task Refreshing_moves_the_idle_end_and_never_the_absolute_one()
    {
        await using var host = AuthServerHost.With([new("Protocol:SessionLifetime", "01:00:00"), new("Protocol:RefreshLifetime", "01:00:00"), new("Protocol:RefreshIdleLifetime", "00:30:00")]);
        using var rest = new Rest(host);
        var someone = await Account.ByPinAsync(rest);
        var refresh = someone.Refresh;
        for (var i = 0; i < 2; i++)
        {
            await host.AdvanceAsync(TimeSpan.FromMinutes(29));
            refresh = (string)(await rest.RefreshAsync(refresh)).Data["refresh"]!;
        }
        await host.AdvanceAsync(TimeSpan.FromSeconds(119));
        var later = await rest.PinLoginAsync(someone.Phone, Account.Pin);
        Assert.Equal(2, (await rest.GetAsync("/auth/sessions/", later.Access)).Items.Count);
        refresh = (string)(await rest.RefreshAsync(refresh)).Data["refresh"]!;
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Single((await rest.GetAsync("/auth/sessions/", later.Access)).Items);
        Assert.Equal("401 invalid_refresh_token", (await rest.RefreshAsync(refresh)).Outcome);
    }

    public void Dispose() => _rest.Dispose();

    private async Task<IReadOnlyList<JsonNode>> ListAsync(string access) => (await _rest.GetAsync("/auth/sessions/", access)).Items;

    private async Task<string> EndAsync(string id, string access) => (await _rest.DeleteAsync($"/auth/sessions/{id}/", access)).Outcome;
}
