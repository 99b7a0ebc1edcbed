namespace AuthServer.Tests.Accounts;

public sealed class ContactChangeTests : IClassFixture<SharedHost>, IDisposable
{
    private readonly AuthServerHost _host;
    private readonly Rest _rest;

    public ContactChangeTests(SharedHost shared) => _rest = new Rest(_host = shared.Host);

    [Fact]
    public async Task A_new_number_counts_once_it_is_proved_and_the_old_one_is_told()
    {
        var someone = await Account.ByPinAsync(_rest);
        var number = Account.NewPhone();
        Assert.Equal("202 ok", (await RequestPhoneAsync(someone, number)).Outcome);
        var code = await _rest.CodeAsync(number);
        Assert.Equal("200 ok", (await _rest.PinLoginAsync(someone.Phone, Account.Pin)).Outcome);
        Assert.Equal("401 invalid_credentials", (await _rest.PinLoginAsync(number, Account.Pin)).Outcome);
        Assert.Equal("400 invalid_code", (await ConfirmPhoneAsync(someone, Account.NotThe(code))).Outcome);
        var answer = await ConfirmPhoneAsync(someone, code);
        Assert.Equal((number, true), ((string?)answer.Data["profile"]!["phone_number"], (bool)answer.Data["profile"]!["is_phone_verified"]!));
        Assert.Equal("400 invalid_code", (await ConfirmPhoneAsync(someone, code)).Outcome);
        Assert.Equal("401 invalid_credentials", (await _rest.PinLoginAsync(someone.Phone, Account.Pin)).Outcome);
        Assert.Equal("200 ok", (await _rest.PinLoginAsync(number, Account.Pin)).Outcome);
        var notice = await _rest.NoticeAsync(someone.Phone, "phone number");
        Assert.DoesNotContain(number, notice, StringComparison.Ordinal);
        Assert.Contains(number[^2..], notice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_address_counts_once_it_is_proved_and_the_old_one_is_told()
    {
        var someone = await Account.ByPasswordAsync(_rest);
        var address = Account.NewEmail();
        Assert.Equal("202 ok", (await RequestEmailAsync(someone, address.ToUpperInvariant())).Outcome);
        var code = await _rest.CodeAsync(address);
        Assert.Equal("200 ok", (await _rest.PasswordLoginAsync(someone.Email, Account.Password)).Outcome);
        Assert.Equal("401 invalid_credentials", (await _rest.PasswordLoginAsync(address, Account.Password)).Outcome);
        var answer = await ConfirmEmailAsync(someone, code);
        Assert.Equal((address, true), ((string?)answer.Data["profile"]!["email"], (bool)answer.Data["profile"]!["is_email_verified"]!));
        Assert.Equal("401 invalid_credentials", (await _rest.PasswordLoginAsync(someone.Email, Account.Password)).Outcome);
        Assert.Equal("200 ok", (await _rest.PasswordLoginAsync(address, Account.Password)).Outcome);
        Assert.DoesNotContain(address, await _rest.NoticeAsync(someone.Email, "address of your account"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(300, "202 ok")]
    [InlineData(301, "401 reauthentication_required")]
    public async Task A_contact_is_changed_after_a_sign_in_of_at_most_five_minutes(int seconds, string outcome)
    {
        var someone = await Account.ByPinAsync(_rest);
        await _host.AdvanceAsync(TimeSpan.FromSeconds(seconds));
        Assert.Equal(outcome, (await RequestPhoneAsync(someone, Account.NewPhone())).Outcome);
        Assert.Equal(outcome, (await RequestEmailAsync(someone, Account.NewEmail())).Outcome);
        var confirmed = seconds == 300 ? "400 invalid_code" : outcome;
        Assert.Equal(confirmed, (await ConfirmPhoneAsync(someone, "000000")).Outcome);
        Assert.Equal(confirmed, (await ConfirmEmailAsync(someone, "000000")).Outcome);
    }

    [Fact]
    public async Task A_number_that_somebody_has_proved_gets_no_code_and_its_owner_hears_of_it_once_a_day()
    {
        var owner = await Account.ByPinAsync(_rest);
        var someone = await Account.ByPinAsync(_rest);
        var free = await RequestPhoneAsync(someone, Account.NewPhone());
        for (var day = 1; day <= 2; day++)
        {
            var signedIn = await _rest.PinLoginAsync(someone.Phone, Account.Pin);
            for (var i = 0; i < 3; i++)
            {
                var taken = await _rest.PostAsync("/auth/phone-change/", new { phone_number = owner.Phone }, signedIn.Access);
                Assert.Equal((free.Status, free.Shape), (taken.Status, taken.Shape));
            }
            await _host.QuietAsync();
            var messages = await _rest.MessagesAsync(owner.Phone);
            Assert.Equal(day, messages.Count(m => ((string)m["body"]!).Contains("already belongs", StringComparison.Ordinal)));
            Assert.Equal(1, messages.Count(m => m["code"] is not null));
            Assert.Equal("400 invalid_code", (await _rest.PostAsync("/auth/phone-change-confirm/", new { code = "000000" }, signedIn.Access)).Outcome);
            await _host.AdvanceAsync(TimeSpan.FromDays(1));
        }
    }

    [Fact]
    public async Task An_address_that_somebody_has_proved_gets_no_code_and_its_owner_hears_of_it()
    {
        var owner = await Account.ByPasswordAsync(_rest);
        var someone = await Account.ByPasswordAsync(_rest);
        Assert.Equal("202 ok", (await RequestEmailAsync(someone, owner.Email)).Outcome);
        await _rest.NoticeAsync(owner.Email, "already belongs");
        await _host.QuietAsync();
        Assert.Single(await _rest.MessagesAsync(owner.Email), m => m["code"] is not null);
    }

    [Fact]
    public async Task A_number_that_somebody_only_claimed_goes_to_who_proves_it()
    {
        var number = Account.NewPhone();
        var claimant = await Account.ByPinAsync(_rest, verified: false, phone: number, device: Account.NewDevice());
        var someone = await Account.ByPinAsync(_rest);
        await _host.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal("202 ok", (await RequestPhoneAsync(someone, number)).Outcome);
        Assert.Equal("200 ok", (await ConfirmPhoneAsync(someone, await _rest.CodeAsync(number, 2))).Outcome);
        // It had proved nothing: whoever it was has no account to come back to.
        Assert.Equal("401 invalid_token", (await _rest.GetAsync("/auth/sessions/", claimant.Access)).Outcome);
        Assert.Equal("401 invalid_refresh_token", (await _rest.RefreshAsync(claimant.Refresh)).Outcome);
        Assert.Equal(0, await _host.ReadAsync(async db => await Task.FromResult(db.Devices.Count(d => d.UserId == Guid.Parse(claimant.Id)) + db.Pins.Count(p => p.UserId == Guid.Parse(claimant.Id)))));
        Assert.Equal(someone.Id, (string?)(await _rest.PinLoginAsync(number, Account.Pin)).Data["profile"]!["id"]);
        var released = Assert.Single(await _host.AuditAsync(claimant.Id, "account.contact_released"));
        Assert.Equal((someone.Id, "mobile"), (released.Actor, released.ClientId));
    }

    [Fact]
    public async Task Who_has_proved_an_address_loses_only_the_number_that_was_claimed()
    {
        var number = Account.NewPhone();
        var claimant = await Account.ByPasswordAsync(_rest, phone: number);
        var someone = await Account.ByPinAsync(_rest);
        Assert.Equal("202 ok", (await RequestPhoneAsync(someone, number)).Outcome);
        Assert.Equal("200 ok", (await ConfirmPhoneAsync(someone, await _rest.CodeAsync(number))).Outcome);
        Assert.Equal("200 ok", (await _rest.RefreshAsync(claimant.Refresh)).Outcome);
        var profile = (await _rest.PasswordLoginAsync(claimant.Email, Account.Password)).Data["profile"]!;
        Assert.Equal((claimant.Email, null), ((string?)profile["email"], profile["phone_number"]));
    }

    [Fact]
    public async Task An_address_that_somebody_only_claimed_goes_to_who_proves_it()
    {
        var address = Account.NewEmail();
        var claimant = await Account.ByPasswordAsync(_rest, verified: false, email: address);
        var someone = await Account.ByPasswordAsync(_rest);
        await _host.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal("202 ok", (await RequestEmailAsync(someone, address)).Outcome);
        Assert.Equal("200 ok", (await ConfirmEmailAsync(someone, await _rest.CodeAsync(address, 2))).Outcome);
        Assert.Equal("401 invalid_refresh_token", (await _rest.RefreshAsync(claimant.Refresh)).Outcome);
        Assert.Equal("401 invalid_credentials", (await _rest.PostAsync("/api/v1/login/", new { username = claimant.Username, password = Account.Password })).Outcome);
        Assert.Equal(someone.Id, (string?)(await _rest.PasswordLoginAsync(address, Account.Password)).Data["profile"]!["id"]);
    }

    [Fact]
    public async Task Of_two_who_prove_one_number_at_once_one_has_it()
    {
        var number = Account.NewPhone();
        var first = await Account.ByPinAsync(_rest);
        var second = await Account.ByPinAsync(_rest);
        Assert.Equal("202 ok", (await RequestPhoneAsync(first, number)).Outcome);
        var ofFirst = await _rest.CodeAsync(number);
        await _host.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal("202 ok", (await RequestPhoneAsync(second, number)).Outcome);
        var ofSecond = await _rest.CodeAsync(number, 2);
        if (ofFirst != ofSecond) Assert.Equal("400 invalid_code", (await ConfirmPhoneAsync(second, ofFirst)).Outcome);
        var answers = await Task.WhenAll(ConfirmPhoneAsync(first, ofFirst), ConfirmPhoneAsync(second, ofSecond));
        Assert.Equal(["200 ok", "409 phone_taken"], answers.Select(answer => answer.Outcome).Order(StringComparer.Ordinal));
        var (winner, loser) = answers[0].Outcome == "200 ok" ? (first, second) : (second, first);
        Assert.Equal(winner.Id, (string?)(await _rest.PinLoginAsync(number, Account.Pin)).Data["profile"]!["id"]);
        Assert.Equal(loser.Id, (string?)(await _rest.PinLoginAsync(loser.Phone, Account.Pin)).Data["profile"]!["id"]);
    }

    [Fact]
    public async Task Ones_own_verified_contact_needs_no_change()
    {
        var someone = await Account.ByPinAsync(_rest);
        Assert.Equal("409 already_verified", (await RequestPhoneAsync(someone, someone.Phone)).Outcome);
        var other = await Account.ByPasswordAsync(_rest);
        Assert.Equal("409 already_verified", (await RequestEmailAsync(other, other.Email)).Outcome);
    }

    [Theory]
    [InlineData("/auth/phone-change/", """{"phone_number":""}""")]
    [InlineData("/auth/phone-change/", """{"phone_number":"0202"}""")]
    [InlineData("/api/v1/email-change/", """{"email":""}""")]
    [InlineData("/api/v1/email-change/", """{"email":"a@b"}""")]
    public async Task What_is_no_contact_is_refused(string path, string body)
    {
        var someone = await Account.ByPinAsync(_rest);
        Assert.Equal("400 validation_failed", (await _rest.PostTextAsync(path, body, someone.Access)).Outcome);
        Assert.Equal("401 missing_token", (await _rest.PostTextAsync(path, body)).Outcome);
    }

    [Fact]
    public async Task Ten_changes_a_day_are_asked_for_and_no_more()
    {
        var someone = await Account.ByPinAsync(_rest);
        for (var i = 0; i < 10; i++) Assert.Equal("202 ok", (await RequestEmailAsync(someone, Account.NewEmail())).Outcome);
        var refused = await RequestEmailAsync(someone, Account.NewEmail());
        Assert.Equal("429 too_many_requests", refused.Outcome);
        Assert.Equal(TimeSpan.FromDays(1), refused.Headers.RetryAfter?.Delta);
    }

    public void Dispose() => _rest.Dispose();

    private Task<RestAnswer> RequestPhoneAsync(Account someone, string number) => _rest.PostAsync("/auth/phone-change/", new { phone_number = number }, someone.Access);

    private Task<RestAnswer> ConfirmPhoneAsync(Account someone, string code) => _rest.PostAsync("/auth/phone-change-confirm/", new { code }, someone.Access);

    private Task<RestAnswer> RequestEmailAsync(Account someone, string email) => _rest.PostAsync("/api/v1/email-change/", new { email }, someone.Access);

    private Task<RestAnswer> ConfirmEmailAsync(Account someone, string code) => _rest.PostAsync("/api/v1/email-change-confirm/", new { code }, someone.Access);
}
