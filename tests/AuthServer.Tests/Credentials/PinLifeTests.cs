using System.Net;

namespace AuthServer.Tests.Credentials;

public sealed class PinLifeTests : IClassFixture<SharedHost>, IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly AuthServerHost _host;
    private readonly Rest _rest;

    public PinLifeTests(SharedHost shared) => _rest = new Rest(_host = shared.Host);

    [Fact]
    public async Task A_changed_pin_replaces_the_old_one_and_ends_all_other_sessions()
    {
        var someone = await Account.ByPinAsync(_rest);
        var other = await _rest.PinLoginAsync(someone.Phone, Account.Pin);
        _host.Clock.Advance(Minute);
        Assert.Equal("200 ok", await ChangeAsync(someone, Account.Pin, Account.OtherPin));
        Assert.Equal("401 invalid_token", (await _rest.GetAsync("/auth/pin/status/", other.Access)).Outcome);
        Assert.Equal("401 invalid_refresh_token", (await _rest.RefreshAsync(other.Refresh)).Outcome);
        var status = await _rest.GetAsync("/auth/pin/status/", someone.Access);
        Assert.Equal(_host.Clock.GetUtcNow(), (DateTimeOffset)status.Data["changed_at"]!);
        Assert.Equal("200 ok", (await _rest.RefreshAsync(someone.Refresh)).Outcome);
        Assert.Equal("401 invalid_credentials", (await _rest.PinLoginAsync(someone.Phone, Account.Pin)).Outcome);
        Assert.Equal("200 ok", (await _rest.PinLoginAsync(someone.Phone, Account.OtherPin)).Outcome);
        Assert.Contains("/pin/forgot", await _rest.NoticeAsync(someone.Phone, "PIN"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_current_pin_counts_against_the_budget_of_all_ways_in()
    {
        var someone = await Account.ByPinAsync(_rest);
        for (var i = 0; i < 2; i++) Assert.Equal("400 invalid_pin", await ChangeAsync(someone, "9999", Account.OtherPin));
        var status = await _rest.GetAsync("/auth/pin/status/", someone.Access);
        Assert.Equal((2, 3), ((int)status.Data["failed_attempts"]!, (int)status.Data["attempts_remaining"]!));
        for (var i = 0; i < 3; i++) await _rest.PinLoginAsync(someone.Phone, "9999");
        Assert.Equal("400 invalid_pin", await ChangeAsync(someone, Account.Pin, Account.OtherPin));
        Assert.Equal("401 invalid_credentials", (await _rest.PinLoginAsync(someone.Phone, Account.Pin)).Outcome);
    }

    [Theory]
    [InlineData(Account.Pin, "400 validation_failed")]
    [InlineData("1234", "400 weak_pin")]
    [InlineData("12345", "400 validation_failed")]
    [InlineData("٤٩٢٧", "400 validation_failed")]
    public async Task A_new_pin_that_will_not_do_costs_no_guess_and_changes_nothing(string pin, string outcome)
    {
        var someone = await Account.ByPinAsync(_rest);
        for (var i = 0; i < 6; i++) Assert.Equal(outcome, await ChangeAsync(someone, Account.Pin, pin));
        Assert.Equal(0, (int)(await _rest.GetAsync("/auth/pin/status/", someone.Access)).Data["failed_attempts"]!);
        Assert.Equal("200 ok", (await _rest.PinLoginAsync(someone.Phone, Account.Pin)).Outcome);
    }

    [Fact]
    public async Task The_last_digits_of_the_own_number_are_weak_and_the_reason_is_told()
    {
        var someone = await Account.ByPinAsync(_rest, phone: "+12025558417");
        var answer = await _rest.PostAsync("/auth/pin/change/", new { current_pin = Account.Pin, new_pin = "8417" }, someone.Access);
        Assert.Equal(("400 weak_pin", "phone"), (answer.Outcome, (string?)answer.Data["reason"]));
    }

    [Fact]
    public async Task Codes_that_were_under_way_die_with_the_old_pin()
    {
        var someone = await Account.ByPinAsync(_rest);
        var code = await RequestAsync(someone);
        Assert.Equal("200 ok", await ChangeAsync(someone, Account.Pin, Account.OtherPin));
        Assert.Equal("400 invalid_code", await ResetAsync(someone.Phone, code, "7052"));
    }

    [Fact]
    public async Task Of_two_changes_at_once_one_is_kept()
    {
        var someone = await Account.ByPinAsync(_rest);
        string[] pins = ["6182", "7052", "9164"];
        var outcomes = await Task.WhenAll(pins.Select(pin => ChangeAsync(someone, Account.Pin, pin)));
        Assert.Single(outcomes, outcome => outcome == "200 ok");
        Assert.All(outcomes, outcome => Assert.True(outcome is "200 ok" or "409 changed_meanwhile" or "400 invalid_pin", outcome));
        Assert.Equal("200 ok", (await _rest.PinLoginAsync(someone.Phone, pins[Array.IndexOf(outcomes, "200 ok")])).Outcome);
    }

    [Fact]
    public async Task A_sign_in_with_the_old_pin_at_the_moment_of_the_change_does_not_outlive_it()
    {
        for (var run = 0; run < 10; run++)
        {
            var someone = await Account.ByPinAsync(_rest);
            var login = _rest.PinLoginAsync(someone.Phone, Account.Pin);
            Assert.Equal("200 ok", await ChangeAsync(someone, Account.Pin, Account.OtherPin));
            if ((await login).Status == HttpStatusCode.OK) Assert.Equal("401 invalid_refresh_token", (await _rest.RefreshAsync((await login).Refresh)).Outcome);
            Assert.Single((await _rest.GetAsync("/auth/sessions/", someone.Access)).Items);
        }
    }

    [Fact]
    public async Task Of_ten_first_pins_at_once_one_is_kept()
    {
        var someone = await Account.ByPasswordAsync(_rest, phone: Account.NewPhone());
        await VerifyPhoneAsync(someone);
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => SetAsync(someone, Account.Pin)));
        Assert.Single(answers, answer => answer.Outcome == "200 ok");
        Assert.Equal(9, answers.Count(answer => answer.Outcome is "409 pin_already_set" or "409 changed_meanwhile"));
    }

    [Fact]
    public async Task A_pin_can_be_changed_only_where_there_is_one_and_by_who_is_signed_in()
    {
        var someone = await Account.ByPasswordAsync(_rest, phone: Account.NewPhone());
        Assert.Equal("409 no_pin", await ChangeAsync(someone, Account.Pin, Account.OtherPin));
        Assert.Equal("401 missing_token", (await _rest.PostAsync("/auth/pin/change/", new { current_pin = Account.Pin, new_pin = Account.OtherPin })).Outcome);
        Assert.Equal("401 invalid_token", (await _rest.PostAsync("/auth/pin/change/", new { current_pin = Account.Pin, new_pin = Account.OtherPin }, someone.Refresh)).Outcome);
    }

    [Fact]
    public async Task A_first_pin_is_set_once_after_a_sign_in_of_at_most_five_minutes()
    {
        var someone = await Account.ByPasswordAsync(_rest, phone: Account.NewPhone());
        Assert.Equal("409 phone_not_verified", (await SetAsync(someone, Account.Pin)).Outcome);
        await VerifyPhoneAsync(someone);
        var other = await _rest.PasswordLoginAsync(someone.Email, Account.Password);
        await _host.AdvanceAsync(TimeSpan.FromSeconds(300));
        Assert.Equal("400 weak_pin", (await SetAsync(someone, "1111")).Outcome);
        Assert.Equal("200 ok", (await SetAsync(someone, Account.Pin)).Outcome);
        Assert.Equal("409 pin_already_set", (await SetAsync(someone, Account.OtherPin)).Outcome);
        Assert.Equal("401 invalid_refresh_token", (await _rest.RefreshAsync(other.Refresh)).Outcome);
        Assert.Equal("200 ok", (await _rest.PinLoginAsync(someone.Phone, Account.Pin)).Outcome);
        Assert.Contains("/pin/forgot", await _rest.NoticeAsync(someone.Email, "PIN"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pin_is_not_set_by_a_sign_in_older_than_five_minutes()
    {
        var someone = await Account.ByPasswordAsync(_rest, phone: Account.NewPhone());
        await VerifyPhoneAsync(someone);
        await _host.AdvanceAsync(TimeSpan.FromSeconds(301));
        var answer = await SetAsync(someone, Account.Pin);
        Assert.Equal("401 reauthentication_required", answer.Outcome);
        var challenge = answer.Headers.WwwAuthenticate.Single();
        Assert.Equal("Bearer", challenge.Scheme);
        Assert.Contains("error=\"insufficient_user_authentication\"", challenge.Parameter, StringComparison.Ordinal);
        Assert.Contains("max_age=\"300\"", challenge.Parameter, StringComparison.Ordinal);
        var refreshed = await _rest.RefreshAsync(someone.Refresh);
        Assert.Equal("401 reauthentication_required", (await _rest.PostAsync("/auth/pin/set/", new { pin = Account.Pin }, (string)refreshed.Data["access"]!)).Outcome);
    }

    [Fact]
    public async Task An_account_without_a_number_gets_no_pin()
    {
        var someone = await Account.ByPasswordAsync(_rest);
        Assert.Equal("409 no_phone", (await SetAsync(someone, Account.Pin)).Outcome);
    }

    [Fact]
    public async Task Asking_for_a_reset_tells_nothing_about_who_has_a_number()
    {
        var known = await Account.ByPinAsync(_rest);
        var withoutPin = await Account.ByPasswordAsync(_rest, phone: Account.NewPhone());
        // Its owner has proved an address and never this number.
        var unproved = await Account.ByPinAsync(_rest, verified: false, email: Account.NewEmail());
        Assert.Equal("202 ok", (await _rest.PostAsync("/api/v1/email-verification-request/", new { }, unproved.Access)).Outcome);
        Assert.Equal("200 ok", (await _rest.PostAsync("/api/v1/email-verification-confirm/", new { code = await _rest.CodeAsync(unproved.Email) }, unproved.Access)).Outcome);
        await _host.AdvanceAsync(Minute);
        var before = (await _rest.MessagesAsync(unproved.Phone)).Count;
        var answer = await _rest.PostAsync("/auth/pin/reset/", new { phone_number = known.Phone });
        Assert.Equal("202 ok", answer.Outcome);
        var unknown = Account.NewPhone();
        foreach (var phone in new[] { withoutPin.Phone, unproved.Phone, unknown })
        {
            var same = await _rest.PostAsync("/auth/pin/reset/", new { phone_number = phone });
            Assert.Equal((answer.Status, answer.Shape), (same.Status, same.Shape));
        }
        await _host.QuietAsync();
        Assert.NotEmpty(await _rest.CodeAsync(known.Phone, 2));
        Assert.Empty(await _rest.MessagesAsync(withoutPin.Phone));
        Assert.Empty(await _rest.MessagesAsync(unknown));
        Assert.Equal(before, (await _rest.MessagesAsync(unproved.Phone)).Count);
        var wrong = await _rest.PostAsync("/auth/pin/reset/", new { phone_number = known.Phone, code = "x", new_pin = "7052" });
        foreach (var phone in new[] { withoutPin.Phone, unproved.Phone, unknown })
        {
            var same = await _rest.PostAsync("/auth/pin/reset/", new { phone_number = phone, code = "x", new_pin = "7052" });
            Assert.Equal((wrong.Status, wrong.Shape), (same.Status, same.Shape));
        }
    }

    [Fact]
    public async Task A_reset_ends_every_session_and_signs_nobody_in()
    {
        var someone = await Account.ByPinAsync(_rest);
        var other = await _rest.PinLoginAsync(someone.Phone, Account.Pin);
        var code = await RequestAsync(someone);
        var answer = await _rest.PostAsync("/auth/pin/reset/", new { phone_number = someone.Phone, code, new_pin = Account.OtherPin });
        Assert.Equal((HttpStatusCode.OK, null), (answer.Status, answer.Body["data"]));
        Assert.Equal("401 invalid_token", (await _rest.GetAsync("/auth/pin/status/", someone.Access)).Outcome);
        foreach (var refresh in new[] { someone.Refresh, other.Refresh }) Assert.Equal("401 invalid_refresh_token", (await _rest.RefreshAsync(refresh)).Outcome);
        Assert.Equal("401 invalid_credentials", (await _rest.PinLoginAsync(someone.Phone, Account.Pin)).Outcome);
        Assert.Equal("200 ok", (await _rest.PinLoginAsync(someone.Phone, Account.OtherPin)).Outcome);
        Assert.Equal("400 invalid_code", await ResetAsync(someone.Phone, code, "7052"));
        await _rest.NoticeAsync(someone.Phone, "was changed");
    }

    [Fact]
    public async Task Five_wrong_codes_destroy_a_reset_and_four_do_not()
    {
        var someone = await Account.ByPinAsync(_rest);
        var code = await RequestAsync(someone);
        for (var i = 0; i < 5; i++) Assert.Equal("400 invalid_code", await ResetAsync(someone.Phone, Account.NotThe(code), Account.OtherPin));
        Assert.Equal("400 invalid_code", await ResetAsync(someone.Phone, code, Account.OtherPin));
        code = await RequestAsync(someone, 3);
        for (var i = 0; i < 4; i++) Assert.Equal("400 invalid_code", await ResetAsync(someone.Phone, Account.NotThe(code), Account.OtherPin));
        Assert.Equal("200 ok", await ResetAsync(someone.Phone, code, Account.OtherPin));
    }

    [Theory]
    [InlineData(599, "200 ok")]
    [InlineData(600, "400 invalid_code")]
    public async Task A_code_to_reset_is_good_for_ten_minutes(int seconds, string outcome)
    {
        var someone = await Account.ByPinAsync(_rest);
        var code = await RequestAsync(someone);
        await _host.AdvanceAsync(TimeSpan.FromSeconds(seconds));
        Assert.Equal(outcome, await ResetAsync(someone.Phone, code, Account.OtherPin));
    }

    [Fact]
    public async Task A_weak_new_pin_costs_none_of_the_tries_of_a_code()
    {
        var someone = await Account.ByPinAsync(_rest);
        var code = await RequestAsync(someone);
        for (var i = 0; i < 6; i++) Assert.Equal("400 weak_pin", await ResetAsync(someone.Phone, code, "1234"));
        for (var i = 0; i < 6; i++) Assert.Equal("400 validation_failed", await ResetAsync(someone.Phone, code, "12x4"));
        Assert.Equal("200 ok", await ResetAsync(someone.Phone, code, Account.OtherPin));
    }

    [Fact]
    public async Task A_reset_lifts_the_lock_and_what_ten_wrong_pins_in_a_row_did()
    {
        var someone = await Account.ByPinAsync(_rest);
        for (var i = 0; i < 5; i++) await _rest.PinLoginAsync(someone.Phone, "9999");
        Assert.Equal("200 ok", await ResetAsync(someone.Phone, await RequestAsync(someone), Account.OtherPin));
        Assert.Equal("200 ok", (await _rest.PinLoginAsync(someone.Phone, Account.OtherPin)).Outcome);
        var session = await _rest.PinLoginAsync(someone.Phone, Account.OtherPin);
        _host.Clock.Advance(TimeSpan.FromSeconds(2));
        for (var i = 0; i < 5; i++) await _rest.PinLoginAsync(someone.Phone, "9999");
        await _host.AdvanceAsync(TimeSpan.FromHours(2));
        for (var i = 0; i < 5; i++) await _rest.PinLoginAsync(someone.Phone, "9999");
        await _host.AdvanceAsync(TimeSpan.FromDays(2));
        Assert.Equal("401 invalid_credentials", (await _rest.PinLoginAsync(someone.Phone, Account.OtherPin)).Outcome);
        var access = (string)(await _rest.RefreshAsync(session.Refresh)).Data["access"]!;
        var status = await _rest.GetAsync("/auth/pin/status/", access);
        Assert.Equal((true, 0, null), ((bool)status.Data["is_locked"]!, (int)status.Data["attempts_remaining"]!, status.Data["locked_until"]));
        Assert.Equal("200 ok", await ResetAsync(someone.Phone, await RequestAsync(someone, 3), "7052"));
        Assert.Equal("200 ok", (await _rest.PinLoginAsync(someone.Phone, "7052")).Outcome);
    }

    [Fact]
    public async Task A_code_of_another_purpose_or_user_resets_nothing()
    {
        var unverified = await Account.ByPinAsync(_rest, verified: false);
        var verification = await _rest.CodeAsync(unverified.Phone);
        var first = await Account.ByPinAsync(_rest);
        var second = await Account.ByPinAsync(_rest);
        var ofFirst = await RequestAsync(first);
        var ofSecond = await RequestAsync(second, wait: false);
        Assert.Equal("400 invalid_code", await ResetAsync(unverified.Phone, verification, Account.OtherPin));
        if (ofFirst != ofSecond) Assert.Equal("400 invalid_code", await ResetAsync(second.Phone, ofFirst, Account.OtherPin));
        Assert.Equal("400 invalid_code", (await _rest.PostAsync("/auth/phone-verification-confirm/", new { code = ofSecond }, second.Access)).Outcome);
        Assert.Equal("200 ok", await ResetAsync(second.Phone, ofSecond, Account.OtherPin));
    }

    [Fact]
    public async Task A_code_that_went_to_the_old_number_resets_nothing_once_the_number_has_changed()
    {
        var someone = await Account.ByPinAsync(_rest);
        var code = await RequestAsync(someone);
        var number = Account.NewPhone();
        Assert.Equal("202 ok", (await _rest.PostAsync("/auth/phone-change/", new { phone_number = number }, someone.Access)).Outcome);
        Assert.Equal("200 ok", (await _rest.PostAsync("/auth/phone-change-confirm/", new { code = await _rest.CodeAsync(number) }, someone.Access)).Outcome);
        foreach (var phone in new[] { someone.Phone, number }) Assert.Equal("400 invalid_code", await ResetAsync(phone, code, Account.OtherPin));
    }

    [Fact]
    public async Task Of_twenty_resets_at_once_one_wins()
    {
        var someone = await Account.ByPinAsync(_rest);
        var code = await RequestAsync(someone);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ResetAsync(someone.Phone, code, Account.OtherPin)));
        Assert.Single(outcomes, outcome => outcome == "200 ok");
        Assert.Equal(19, outcomes.Count(outcome => outcome == "400 invalid_code"));
    }

    [Theory]
    [InlineData("""{"phone_number":"+12025550101","code":"123456"}""")]
    [InlineData("""{"phone_number":"+12025550101","new_pin":"8305"}""")]
    [InlineData("""{"phone_number":"2025550101"}""")]
    [InlineData("""{"code":"123456","new_pin":"8305"}""")]
    public async Task Half_a_reset_is_refused(string body) => Assert.Equal("400 validation_failed", (await _rest.PostTextAsync("/auth/pin/reset/", body)).Outcome);

    public void Dispose() => _rest.Dispose();

    private async Task<string> ChangeAsync(Account someone, string current, string pin) =>
        (await _rest.PostAsync("/auth/pin/change/", new { current_pin = current, new_pin = pin }, someone.Access)).Outcome;

    private Task<RestAnswer> SetAsync(Account someone, string pin) => _rest.PostAsync("/auth/pin/set/", new { pin }, someone.Access);

    private async Task VerifyPhoneAsync(Account someone)
    {
        Assert.Equal("202 ok", (await _rest.PostAsync("/auth/phone-verification-request/", new { }, someone.Access)).Outcome);
        Assert.Equal("200 ok", (await _rest.PostAsync("/auth/phone-verification-confirm/", new { code = await _rest.CodeAsync(someone.Phone) }, someone.Access)).Outcome);
    }

    // The registration has sent the first code.
    private async Task<string> RequestAsync(Account someone, int codes = 2, bool wait = true)
    {
        if (wait) await _host.AdvanceAsync(Minute);
        Assert.Equal("202 ok", (await _rest.PostAsync("/auth/pin/reset/", new { phone_number = someone.Phone })).Outcome);
        return await _rest.CodeAsync(someone.Phone, codes);
    }

    private async Task<string> ResetAsync(string phone, string code, string pin) =>
        (await _rest.PostAsync("/auth/pin/reset/", new { phone_number = phone, code, new_pin = pin })).Outcome;
}
