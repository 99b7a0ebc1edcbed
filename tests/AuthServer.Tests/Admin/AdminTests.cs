using System.Net;
using System.Text.Json.Nodes;
using AuthServer.Protocol;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Scopes;
using AuthServer.Protocol.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AuthServer.Tests.Admin;

/// <summary>The admin API as programs and administrators use it.</summary>
public sealed class AdminTests : IAsyncLifetime
{
    private const string Console = "console";
    private readonly AuthServerHost _host = AuthServerHost.With([new("Events:Receivers:0:Client", "resource-api")]);
    private Rest _rest = null!;
    private OAuth _oauth = null!;
    private string _program = "";

    public async ValueTask InitializeAsync()
    {
        (_rest, _oauth) = (new Rest(_host), new OAuth(_host));
        _program = (await _oauth.TokenAsync(("grant_type", "client_credentials"), ("client_id", "resource-api"), ("client_secret", "resource-secret-0123456789abcdef012345"))).AccessToken;
        await using var db = await _host.Services.GetRequiredService<IDbContextFactory<ProtocolDbContext>>().CreateDbContextAsync();
        db.Clients.Add(new Client { ClientId = Console, Name = "Console", FirstParty = true, AuthMethods = [AuthMethods.None], GrantTypes = ["password"], Scopes = ScopeSet.Parse("openid roles admin kyc identity_assurance")! });
        await db.SaveChangesAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _rest.Dispose();
        _oauth.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_program_without_an_account_gets_into_no_account_route() =>
        Assert.Equal("401 invalid_token", (await _rest.GetAsync("/auth/sessions/", _program)).Outcome);

    [Fact]
    public async Task Users_are_listed_page_by_page_and_found_by_what_they_begin_with()
    {
        for (var i = 0; i < 3; i++) await Account.ByPasswordAsync(_rest);
        var seen = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await _rest.GetAsync($"/api/v1/admin/users/?limit=2{(cursor.Length > 0 ? "&cursor=" + cursor : "")}", _program);
            seen.AddRange(page.Items.Select(user => (string)user["id"]!));
            cursor = (string?)page.Data["next_cursor"];
            Assert.Equal((bool)page.Data["has_more"]!, cursor is not null);
        }
        Assert.Equal((6, 6), (seen.Count, seen.Distinct().Count()));
        foreach (var query in new[] { "alice", "ALICE@example.com", "%2B12025550101", await IdAsync("alice") })
            Assert.Equal("alice", (string?)Assert.Single((await _rest.GetAsync("/api/v1/admin/users/?query=" + query, _program)).Items)["username"]);
        Assert.Empty((await _rest.GetAsync("/api/v1/admin/users/?query=%25", _program)).Items);
        foreach (var wrong in new[] { "limit=0", "limit=101", "query=" + new string('x', 257) }) Assert.Equal("400 validation_failed", (await _rest.GetAsync("/api/v1/admin/users/?" + wrong, _program)).Outcome);
        Assert.Equal("400 invalid_cursor", (await _rest.GetAsync("/api/v1/admin/users/?cursor=x", _program)).Outcome);
    }

    [Fact]
    public async Task Changed_roles_are_in_the_next_tokens_and_the_user_is_told()
    {
        var someone = await Account.ByPasswordAsync(_rest);
        var before = await _rest.GetAsync($"/api/v1/admin/users/{someone.Id}/", _program);
        var answer = await RolesAsync(someone.Id, ["provider"], _program, before.Headers.ETag!.Tag);
        Assert.Equal(("200 ok", "provider"), (answer.Outcome, (string?)answer.Data["user_type"]));
        Assert.Equal((long)before.Data["authorization_version"]! + 1, (long)answer.Data["authorization_version"]!);
        Assert.True((long)answer.Data["version"]! > (long)before.Data["version"]!);
        var claims = OAuth.Payload((await _rest.RefreshAsync(someone.Refresh)).Data["access"]!.ToString());
        Assert.Equal(("provider", (long)answer.Data["authorization_version"]!), (claims["roles"]![0]!.ToString(), (long)claims["authz_version"]!));
        Assert.Contains("provider", await _rest.NoticeAsync(someone.Email, "is now the account of"), StringComparison.Ordinal);
        Assert.Equal(("resource-api", "customer > provider test"), Assert.Single(await _host.AuditAsync(someone.Id, "user.roles_changed")) is var row ? (row.Actor, row.Detail) : default);
        // Said again it changes nothing, and a version that is gone is refused.
        Assert.Equal((string?)answer.Headers.ETag!.Tag, (await RolesAsync(someone.Id, ["provider"], _program)).Headers.ETag!.Tag);
        Assert.Equal("412 precondition_failed", (await RolesAsync(someone.Id, ["customer"], _program, before.Headers.ETag.Tag)).Outcome);
        Assert.Equal("400 invalid_if_match", (await RolesAsync(someone.Id, ["customer"], _program, "1")).Outcome);
    }

    [Fact]
    public async Task Roles_that_are_none_and_users_who_are_none_are_refused()
    {
        var someone = await Account.ByPinAsync(_rest);
        foreach (var roles in new string[][] { [], ["king"], ["customer", "customer"] }) Assert.Equal("400 validation_failed", (await RolesAsync(someone.Id, roles, _program)).Outcome);
        foreach (var id in new[] { "none", Guid.CreateVersion7().ToString(), someone.Id.ToUpperInvariant() }) Assert.Equal("404 not_found", (await RolesAsync(id, ["customer"], _program)).Outcome);
    }

    [Fact]
    public async Task Only_a_signed_in_administrator_makes_administrators_and_never_of_themselves_and_the_last_one_stays()
    {
        var (admin, alice, own) = (await AdminAsync(), await IdAsync("alice"), await IdAsync("admin"));
        Assert.Equal("403 admin_role_needs_admin", (await RolesAsync(alice, ["admin"], _program)).Outcome);
        Assert.Equal("403 admin_role_needs_admin", (await RolesAsync(own, ["customer"], _program)).Outcome);
        Assert.Equal("403 own_roles", (await RolesAsync(own, ["customer"], admin.AccessToken)).Outcome);
        Assert.Equal("200 ok", (await RolesAsync(alice, ["admin", "customer"], admin.AccessToken)).Outcome);
        var second = (await SignInAsync("alice", "Correct-horse-7")).AccessToken;
        Assert.Equal("200 ok", (await RolesAsync(own, ["customer"], second)).Outcome);
        // Who is none any more is refused at once, whatever the token says.
        Assert.Equal("403 admin_only", (await RolesAsync(alice, ["customer"], admin.AccessToken)).Outcome);
        Assert.Equal("403 own_roles", (await RolesAsync(alice, ["customer"], second)).Outcome);
    }

    [Fact]
    public async Task Verified_identity_shows_by_scope_in_tokens_and_userinfo()
    {
        var alice = await IdAsync("alice");
        var verified = new { verification = new { trust_framework = "authplatform", time = "2027-01-15T12:00:00Z" }, claims = new { given_name = "Alice", birthdate = "1990-04-12" } };
        var answer = await _rest.SendAsync(HttpMethod.Put, $"/api/v1/admin/users/{alice}/verification/", new { status = "verified", level = "full", verified_claims = verified }, _program);
        Assert.Equal(("200 ok", 2L), (answer.Outcome, (long)answer.Data["authorization_version"]!));
        Assert.Equal(2L, (long)(await _rest.SendAsync(HttpMethod.Put, $"/api/v1/admin/users/{alice}/verification/", new { status = "verified", level = "full", verified_claims = verified }, _program)).Data["authorization_version"]!);

        var tokens = await SignInAsync("alice", "Correct-horse-7");
        var claims = OAuth.Payload(tokens.AccessToken);
        Assert.Equal(("verified", "full", null), (claims["kyc_status"]?.ToString(), claims["kyc_level"]?.ToString(), claims["verified_claims"]));
        var info = (await _oauth.UserInfoAsync(tokens.AccessToken)).Json!;
        Assert.Equal(("verified", "Alice"), (info["kyc_status"]?.ToString(), info["verified_claims"]!["claims"]!["given_name"]!.ToString()));
        var without = await _oauth.TokenAsync(("grant_type", "password"), ("client_id", Console), ("username", "alice"), ("password", "Correct-horse-7"), ("scope", "openid"));
        Assert.Null(OAuth.Payload(without.AccessToken)["kyc_status"]);
        Assert.Equal(["sub"], (await _oauth.UserInfoAsync(without.AccessToken)).Json!.Select(member => member.Key));
    }

    [Fact]
    public async Task Older_word_of_a_verification_that_comes_later_changes_nothing()
    {
        var path = $"/api/v1/admin/users/{await IdAsync("alice")}/verification/";
        var now = _host.Clock.GetUtcNow();
        Assert.Equal("expired", (string?)(await SetAsync("expired", now)).Data["kyc_status"]);
        Assert.Equal("expired", (string?)(await SetAsync("verified", now.AddSeconds(-1))).Data["kyc_status"]);
        Assert.Equal("pending", (string?)(await SetAsync("pending", now.AddSeconds(1))).Data["kyc_status"]);

        Task<RestAnswer> SetAsync(string status, DateTimeOffset asOf) => _rest.SendAsync(HttpMethod.Put, path, new { status, level = "none", as_of = asOf }, _program);
    }

    [Theory]
    [InlineData("""{"status":"maybe","level":"basic"}""")]
    [InlineData("""{"status":"verified","level":"gold"}""")]
    [InlineData("""{"status":"verified","level":"basic","verified_claims":{"claims":{"a":1}}}""")]
    [InlineData("""{"status":"verified","level":"basic","verified_claims":{"verification":{},"claims":{}}}""")]
    public async Task A_verification_that_is_not_formed_is_refused(string body) =>
        Assert.Equal("400 validation_failed", (await _rest.SendAsync(HttpMethod.Put, $"/api/v1/admin/users/{await IdAsync("alice")}/verification/", JsonNode.Parse(body), _program)).Outcome);

    [Fact]
    public async Task A_notice_goes_out_once_however_often_it_is_ordered()
    {
        var (alice, id) = (await IdAsync("alice"), Guid.CreateVersion7());
        for (var i = 0; i < 3; i++) Assert.Equal("202 ok", (await NoticeAsync(id, "verification_rejected", alice, new { type = "identity", reason = "Blurred" })).Outcome);
        Assert.Contains("Blurred", await _rest.NoticeAsync("alice@example.com", "was not accepted"), StringComparison.Ordinal);
        await _host.QuietAsync();
        Assert.Single(await _rest.MessagesAsync("alice@example.com"));
        Assert.Equal("202 ok", (await NoticeAsync(Guid.CreateVersion7(), "verification_submitted", alice, new { type = "identity" })).Outcome);
        await _rest.NoticeAsync("admin@example.com", "identity");
        Assert.Single(await _rest.MessagesAsync("alice@example.com"));
    }

    [Fact]
    public async Task A_notice_that_is_none_of_an_API_is_refused()
    {
        var alice = await IdAsync("alice");
        foreach (var template in new[] { "pin_reset_code", "password_changed", "nothing" }) Assert.Equal("400 validation_failed", (await NoticeAsync(Guid.CreateVersion7(), template, alice, new { type = "identity" })).Outcome);
        foreach (var values in new object[] { new { }, new { type = "identity", host = "evil.example" }, new { type = (string?)null }, new { type = new string('x', 201) } }) Assert.Equal("400 validation_failed", (await NoticeAsync(Guid.CreateVersion7(), "verification_verified", alice, values)).Outcome);
        Assert.Equal("404 not_found", (await NoticeAsync(Guid.CreateVersion7(), "verification_verified", "nobody", new { type = "identity" })).Outcome);
    }

    [Fact]
    public async Task Events_are_told_once_more_also_where_a_batch_is_under_way()
    {
        await using var receiver = await Events.EventReceiver.StartAsync();
        await using var host = AuthServerHost.With([new("Events:Receivers:0:Url", receiver.Url), new("Events:Receivers:0:Client", "resource-api")]);
        using var oauth = new OAuth(host);
        using var rest = new Rest(host);
        var tokens = await oauth.PinAsync();
        await oauth.PostAsync("/connect/revocation", null, null, ("client_id", "mobile"), ("token", tokens.RefreshToken));
        var first = (string?)(await receiver.NextAsync()).Payload["jti"];
        var program = (await oauth.TokenAsync(("grant_type", "client_credentials"), ("client_id", "resource-api"), ("client_secret", "resource-secret-0123456789abcdef012345"))).AccessToken;
        // Confirmed or not: the mark is set back, and what was sent before it moves it no more.
        Assert.Equal("202 ok", (await rest.PostAsync("/api/v1/admin/events/replay/", new { receiver = "resource-api" }, program)).Outcome);
        Assert.Equal(first, (string?)(await receiver.NextAsync()).Payload["jti"]);
    }

    [Fact]
    public async Task A_receiver_has_its_own_events_told_once_more_and_no_other()
    {
        Assert.Equal("202 ok", (await _rest.PostAsync("/api/v1/admin/events/replay/", new { receiver = "resource-api" }, _program)).Outcome);
        Assert.Equal("404 not_found", (await _rest.PostAsync("/api/v1/admin/events/replay/", new { receiver = "other" }, _program)).Outcome);
        var worker = (await _oauth.TokenAsync(("grant_type", "client_credentials"), ("client_id", "worker"), ("client_secret", "worker-secret-0123456789abcdef01234567"), ("scope", "admin"))).AccessToken;
        Assert.Equal("403 not_your_receiver", (await _rest.PostAsync("/api/v1/admin/events/replay/", new { receiver = "resource-api" }, worker)).Outcome);
    }

    private Task<RestAnswer> NoticeAsync(Guid id, string template, string user, object values) => _rest.PostAsync("/api/v1/admin/notices/", new { id, template, user_id = user, values }, _program);

    private Task<RestAnswer> RolesAsync(string id, string[] roles, string token, string? ifMatch = null) =>
        _rest.SendAsync(HttpMethod.Put, $"/api/v1/admin/users/{id}/roles/", new { roles, reason = "test" }, token, ifMatch is null ? [] : [("If-Match", ifMatch)]);

    private async Task<string> IdAsync(string name) => await _host.ReadAsync(async db => (await db.Users.SingleAsync(u => u.NormalizedUserName == name)).Id.ToString());

    private Task<OAuthAnswer> AdminAsync() => SignInAsync("admin", "Correct-horse-9");

    private async Task<OAuthAnswer> SignInAsync(string name, string password)
    {
        var answer = await _oauth.TokenAsync(("grant_type", "password"), ("client_id", Console), ("username", name), ("password", password));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return answer;
    }
}
