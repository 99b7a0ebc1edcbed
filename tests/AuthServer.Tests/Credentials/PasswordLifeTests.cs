using System.Net;

namespace AuthServer.Tests.Credentials;

public sealed class PasswordLifeTests : IClassFixture<SharedHost>, IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly AuthServerHost _host;
    private readonly Rest _rest;

    public PasswordLifeTests(SharedHost shared) => _rest = new Rest(_host = shared.Host);

    [Fact]
    public async Task A_changed_password_replaces_the_old_one_and_ends_all_other_sessions()
    {
        var someone = await Account.ByPasswordAsync(_rest);
        var other = await _rest.PasswordLoginAsync(someone.Email, Account.Password);
        Assert.Equal("200 ok", await ChangeAsync(someone, Account.Password, Account.OtherPassword));
        Assert.Equal("401 invalid_token", (await _rest.GetAsync("/auth/sessions/", other.Access)).Outcome);
        Assert.Equal("401 invalid_refresh_token", (await _rest.RefreshAsync(other.Refresh)).Outcome);
        Assert.Equal("200 ok", (await _rest.GetAsync("/auth/sessions/", someone.Access)).Outcome);
        Assert.Equal("200 ok", (await _rest.RefreshAsync(someone.Refresh)).Outcome);
        Assert.Equal("401 invalid_credentials", (await _rest.PasswordLoginAsync(someone.Email, Account.Password)).Outcome);
        Assert.Equal("200 ok", (await _rest.PasswordLoginAsync(someone.Email, Account.OtherPassword)).Outcome);
        Assert.Contains("/password/forgot", await _rest.NoticeAsync(someone.Email, "password of your account"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_current_password_counts_against_the_budget_of_all_ways_in()
    {
        var someone = await Account.ByPasswordAsync(_rest);
        for (var i = 0; i < 3; i++) Assert.Equal("400 invalid_password", await ChangeAsync(someone, "wrong-one-44", Account.OtherPassword));
        for (var i = 0; i < 2; i++) Assert.Equal("401 invalid_credentials", (await _rest.PasswordLoginAsync(someone.Email, "wrong-one-44")).Outcome);
        Assert.Equal("400 invalid_password", await ChangeAsync(someone, Account.Password, Account.OtherPassword));
        Assert.Equal("401 invalid_credentials", (await _rest.PasswordLoginAsync(someone.Email, Account.Password)).Outcome);
        // The lock is on guessing: who is signed in stays so.
        Assert.Equal("200 ok", (await _rest.RefreshAsync(someone.Refresh)).Outcome);
    }

    [Theory]
    [InlineData(Account.Password, "400 validation_failed")]
    [InlineData("short", "400 weak_password")]
    [InlineData("password1", "400 weak_password")]
    public async Task A_new_password_that_will_not_do_costs_no_guess_and_changes_nothing(string password, string outcome)
    {
        var someone = await Account.ByPasswordAsync(_rest);
        for (var i = 0; i < 6; i++) Assert.Equal(outcome, await ChangeAsync(someone, Account.Password, password));
        Assert.Equal("400 weak_password", await ChangeAsync(someone, Account.Password, "xx" + someone.Username + "xx"));
        Assert.Equal("200 ok", (await _rest.PasswordLoginAsync(someone.Email, Account.Password)).Outcome);
    }

    [Fact]
    public async Task Links_that_were_under_way_die_with_the_old_password()
    {
        var someone = await Account.ByPasswordAsync(_rest);
        var token = await RequestAsync(someone);
        Assert.Equal("200 ok", await ChangeAsync(someone, Account.Password, Account.OtherPassword));
        Assert.Equal("400 invalid_token", await ResetAsync(token));
    }

    [Theory]
    [InlineData(300, "200 ok")]
    [InlineData(301, "401 reauthentication_required")]
    public async Task A_first_password_is_set_after_a_sign_in_of_at_most_five_minutes(int seconds, string outcome)
    {
        var someone = await Account.ByPinAsync(_rest);
        Assert.Equal("409 no_password", await ChangeAsync(someone, Account.Password, Account.OtherPassword));
        await _host.AdvanceAsync(TimeSpan.FromSeconds(seconds));
        var answer = await _rest.PostAsync("/api/v1/password/set/", new { password = Account.Password }, someone.Access);
        Assert.Equal(outcome, answer.Outcome);
        if (answer.Status == HttpStatusCode.OK) return;
        Assert.Contains("error=\"insufficient_user_authentication\"", answer.Headers.WwwAuthenticate.Single().Parameter, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_first_password_is_set_once_and_ends_all_other_sessions()
    {
        var someone = await Account.ByPinAsync(_rest);
        var other = await _rest.PinLoginAsync(someone.Phone, Account.Pin);
        Assert.Equal("400 weak_password", (await _rest.PostAsync("/api/v1/password/set/", new { password = "password1" }, someone.Access)).Outcome);
        Assert.Equal("200 ok", (await _rest.PostAsync("/api/v1/password/set/", new { password = Account.Password }, someone.Access)).Outcome);
        Assert.Equal("409 password_already_set", (await _rest.PostAsync("/api/v1/password/set/", new { password = Account.OtherPassword }, someone.Access)).Outcome);
        Assert.Equal("401 invalid_refresh_token", (await _rest.RefreshAsync(other.Refresh)).Outcome);
        Assert.Equal("200 ok", (await _rest.PostAsync("/api/v1/login/", new { username = someone.Username, password = Account.Password })).Outcome);
        await _rest.NoticeAsync(someone.Phone, "password");
    }

    [Fact]
    public async Task Asking_for_a_link_tells_nothing_about_who_has_an_address()
    {
        var known = await Account.ByPasswordAsync(_rest);
        var withoutPassword = await Account.ByPinAsync(_rest, email: Account.NewEmail());
        await _host.AdvanceAsync(Minute);
        var answer = await _rest.PostAsync("/api/v1/password-reset/request/", new { email = known.Email });
        Assert.Equal("202 ok", answer.Outcome);
        var unknown = Account.NewEmail();
        foreach (var email in new[] { withoutPassword.Email, unknown })
        {
            var same = await _rest.PostAsync("/api/v1/password-reset/request/", new { email });
            Assert.Equal((answer.Status, answer.Shape), (same.Status, same.Shape));
        }
        await _host.QuietAsync();
        Assert.NotEmpty(await _rest.LinkAsync(known.Email));
        foreach (var email in new[] { withoutPassword.Email, unknown }) Assert.Empty(await _rest.MessagesAsync(email));
        Assert.Equal("400 validation_failed", (await _rest.PostAsync("/api/v1/password-reset/request/", new { email = "no address" })).Outcome);
    }

    [Fact]
    public async Task A_link_works_once_ends_every_session_and_signs_nobody_in()
    {
        var someone = await Account.ByPasswordAsync(_rest);
        var token = await RequestAsync(someone);
        for (var i = 0; i < 6; i++) Assert.Equal("400 weak_password", await ResetAsync(token, "password1"));
        var answer = await _rest.PostAsync("/api/v1/password-reset/confirm/", new { token, new_password = Account.OtherPassword });
        Assert.Equal((HttpStatusCode.OK, null), (answer.Status, answer.Body["data"]));
        Assert.Equal("401 invalid_token", (await _rest.GetAsync("/auth/sessions/", someone.Access)).Outcome);
        Assert.Equal("401 invalid_refresh_token", (await _rest.RefreshAsync(someone.Refresh)).Outcome);
        Assert.Equal("401 invalid_credentials", (await _rest.PasswordLoginAsync(someone.Email, Account.Password)).Outcome);
        Assert.Equal("200 ok", (await _rest.PasswordLoginAsync(someone.Email, Account.OtherPassword)).Outcome);
        Assert.Equal("400 invalid_token", await ResetAsync(token, "third-enough-44"));
        await _rest.NoticeAsync(someone.Email, "was changed");
    }

    [Theory]
    [InlineData(1799, "200 ok")]
    [InlineData(1800, "400 invalid_token")]
    public async Task A_link_is_good_for_half_an_hour(int seconds, string outcome)
    {
        var someone = await Account.ByPasswordAsync(_rest);
        var token = await RequestAsync(someone);
        await _host.AdvanceAsync(TimeSpan.FromSeconds(seconds));
        Assert.Equal(outcome, await ResetAsync(token));
    }

    [Fact]
    public async Task Of_twenty_uses_of_a_link_at_once_one_wins()
    {
        var someone = await Account.ByPasswordAsync(_rest);
        var token = await RequestAsync(someone);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ResetAsync(token)));
        Assert.Single(outcomes, outcome => outcome == "200 ok");
        Assert.Equal(19, outcomes.Count(outcome => outcome == "400 invalid_token"));
    }

    [Fact]
    public async Task A_newer_link_kills_the_older_one()
    {
        var someone = await Account.ByPasswordAsync(_rest);
        var old = await RequestAsync(someone);
        var token = await RequestAsync(someone, 2);
        Assert.NotEqual(old, token);
        Assert.Equal("400 invalid_token", await ResetAsync(old));
        Assert.Equal("200 ok", await ResetAsync(token));
    }

    [Fact]
    public async Task A_link_dies_when_the_account_gets_another_address()
    {
        var someone = await Account.ByPasswordAsync(_rest);
        var token = await RequestAsync(someone);
        var email = Account.NewEmail();
        Assert.Equal("202 ok", (await _rest.PostAsync("/api/v1/email-change/", new { email }, someone.Access)).Outcome);
        Assert.Equal("200 ok", (await _rest.PostAsync("/api/v1/email-change-confirm/", new { code = await _rest.CodeAsync(email) }, someone.Access)).Outcome);
        Assert.Equal("400 invalid_token", await ResetAsync(token));
    }

    [Fact]
    public async Task A_token_that_is_not_of_such_a_link_resets_nothing()
    {
        var someone = await Account.ByPasswordAsync(_rest);
        await _rest.PasswordLoginAsync(someone.Email, Account.Password);
        var notMe = Rest.LinkOf(await _rest.NoticeAsync(someone.Email, "/not-me/")).Split("/not-me/")[1];
        var token = await RequestAsync(someone);
        var turned = token[..^2] + (token[^2] == 'A' ? 'B' : 'A') + token[^1];
        foreach (var other in new[] { notMe, turned, token + "A", token[..^1], " " + token, "", "x", someone.Refresh, new string('A', 44) })
            Assert.Equal("400 invalid_token", await ResetAsync(other));
        Assert.Equal("200 ok", await ResetAsync(token));
    }

    [Fact]
    public async Task A_reset_lifts_the_lock_of_the_account()
    {
        var someone = await Account.ByPasswordAsync(_rest);
        for (var i = 0; i < 5; i++) await _rest.PasswordLoginAsync(someone.Email, "wrong-one-44");
        Assert.Equal("200 ok", await ResetAsync(await RequestAsync(someone)));
        Assert.Equal("200 ok", (await _rest.PasswordLoginAsync(someone.Email, Account.OtherPassword)).Outcome);
    }

    [Fact]
    public async Task No_header_of_a_request_changes_where_a_link_leads()
    {
        var someone = await Account.ByPasswordAsync(_rest);
        await _host.AdvanceAsync(Minute);
        var answer = await _rest.SendAsync(
            HttpMethod.Post, "/api/v1/password-reset/request/", new { email = someone.Email }, null,
            ("Host", "localhost:6666"), ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Prefix", "/evil"), ("Forwarded", "host=evil.example;proto=https"), ("X-Original-Host", "evil.example"), ("Origin", "https://evil.example"));
        Assert.Equal("202 ok", answer.Outcome);
        Assert.StartsWith(AuthServerHost.Issuer + "/password/reset?token=", await _rest.LinkAsync(someone.Email), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_is_not_ours_is_refused_before_anything_is_sent()
    {
        var someone = await Account.ByPasswordAsync(_rest);
        await _host.AdvanceAsync(Minute);
        using var http = _host.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/password-reset/request/") { Content = System.Net.Http.Json.JsonContent.Create(new { email = someone.Email }) };
        request.Headers.Host = "evil.example";
        using var answer = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        await _host.QuietAsync();
        Assert.Single(await _rest.MessagesAsync(someone.Email));
    }

    public void Dispose() => _rest.Dispose();

    private async Task<string> ChangeAsync(Account someone, string current, string password) =>
        (await _rest.PostAsync("/api/v1/password/change/", new { current_password = current, new_password = password }, someone.Access)).Outcome;

    private async Task<string> RequestAsync(Account someone, int links = 1)
    {
        await _host.AdvanceAsync(Minute);
        Assert.Equal("202 ok", (await _rest.PostAsync("/api/v1/password-reset/request/", new { email = someone.Email })).Outcome);
        return await _rest.TokenAsync(someone.Email, links);
    }

    private async Task<string> ResetAsync(string token, string password = Account.OtherPassword) =>
        (await _rest.PostAsync("/api/v1/password-reset/confirm/", new { token, new_password = password })).Outcome;
}
