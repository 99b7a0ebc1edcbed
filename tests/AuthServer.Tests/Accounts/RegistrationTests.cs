using System.Net;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Tests.Accounts;

public sealed class RegistrationTests : IClassFixture<SharedHost>, IDisposable
{
    private readonly Rest _rest;
    private readonly AuthServerHost _host;

    public RegistrationTests(SharedHost shared) => _rest = new Rest(_host = shared.Host);

    [Fact]
    public async Task Registration_by_pin_gives_profile_tokens_and_a_code()
    {
        var answer = await _rest.PostAsync("/auth/register/", new { phone_number = "+1 202 555 0120", pin = "8305", first_name = "Zoë\u202E", user_type = "provider", device = new { id = "0123456789abcdef-0120" } });
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal("+12025550120", (string?)answer.Data["profile"]!["phone_number"]);
        Assert.Equal("provider", (string?)answer.Data["profile"]!["roles"]![0]);
        Assert.Equal(HttpStatusCode.OK, (await _rest.PinLoginAsync("+12025550120", "8305")).Status);
        var confirmed = await _rest.PostAsync("/auth/phone-verification-confirm/", new { code = await _rest.CodeAsync("+12025550120") }, answer.Access);
        Assert.True((bool)confirmed.Data["profile"]!["is_phone_verified"]!);
    }

    [Fact]
    public async Task Registration_by_password_waits_with_the_login_until_the_address_is_verified()
    {
        var answer = await _rest.PostAsync("/api/v1/register/", new { username = "dora", email = "Dora@Example.com", phone = "+12025550121", password = "long-enough-22", role = "customer" });
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        var login = new { email = "dora@example.com", password = "long-enough-22" };
        Assert.Equal((HttpStatusCode.Forbidden, "email_not_verified"), await CodeOf(_rest.PostAsync("/api/v1/login/", login)));
        Assert.Equal((HttpStatusCode.Unauthorized, "invalid_credentials"), await CodeOf(_rest.PostAsync("/api/v1/login/", new { email = "dora@example.com", password = "wrong-one-22" })));
        var code = await _rest.CodeAsync("dora@example.com");
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_code"), await CodeOf(_rest.PostAsync("/api/v1/email-verification-confirm/", new { code = code == "000000" ? "111111" : "000000" }, answer.Access)));
        Assert.Equal(HttpStatusCode.OK, (await _rest.PostAsync("/api/v1/email-verification-confirm/", new { code }, answer.Access)).Status);
        Assert.Equal(HttpStatusCode.OK, (await _rest.PostAsync("/api/v1/login/", login)).Status);
    }

    [Fact]
    public async Task A_code_is_sent_again_after_a_minute_and_not_before()
    {
        var answer = await _rest.PostAsync("/api/v1/register/", new { username = "erin1", email = "erin@example.com", password = "long-enough-22" });
        var early = await _rest.PostAsync("/api/v1/email-verification-request/resend/", new { }, answer.Access);
        Assert.Equal(HttpStatusCode.TooManyRequests, early.Status);
        Assert.Equal(TimeSpan.FromSeconds(60), early.Headers.RetryAfter?.Delta);
        _host.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.Accepted, (await _rest.PostAsync("/api/v1/email-verification-request/resend/", new { }, answer.Access)).Status);
    }

    [Fact]
    public async Task A_hundred_registrations_of_one_number_at_once_make_one_account()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => _rest.PostAsync("/auth/register/", new { phone_number = "+12025550122", pin = "8305" })));
        Assert.Single(answers, a => a.Status == HttpStatusCode.Created);
        Assert.Equal(99, answers.Count(a => (a.Status, a.Code) == (HttpStatusCode.Conflict, "phone_taken")));
    }

    [Fact]
    public async Task A_hundred_registrations_at_once_under_limits_make_one_account_and_find_out_no_more_than_is_allowed()
    {
        await using var host = AuthServerHost.With([new("RateLimits:Enabled", "true"), new("Accounts:AttemptsPerMinute", "10000"), new("Accounts:Limits:ConflictsPerAddress", "10")]);
        using var rest = new Rest(host);
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => rest.PostAsync("/auth/register/", new { phone_number = "+12025550123", pin = "8305" })));
        Assert.Single(answers, a => a.Status == HttpStatusCode.Created);
        // The one that is made holds a place among the ten while it looks.
        Assert.InRange(answers.Count(a => a.Outcome == "409 phone_taken"), 9, 10);
        Assert.All(answers, a => Assert.True(a.Outcome is "201 ok" or "409 phone_taken" or "429 too_many_requests", a.Outcome));
        Assert.Equal(1, await host.ReadAsync(db => db.Users.CountAsync(u => u.PhoneNumber == "+12025550123")));
    }

    [Fact]
    public async Task An_address_that_meets_too_many_taken_names_waits_and_registering_costs_nothing()
    {
        await using var host = AuthServerHost.With([new("RateLimits:Enabled", "true"), new("Accounts:AttemptsPerMinute", "10000"), new("Accounts:Limits:ConflictsPerAddress", "3")]);
        using var rest = new Rest(host);
        for (var i = 0; i < 5; i++) await Account.ByPinAsync(rest, verified: false);
        Assert.Equal("409 phone_taken", (await rest.PostAsync("/auth/register/", new { phone_number = "+12025550101", pin = "8305" })).Outcome);
        Assert.Equal("409 username_taken", (await rest.PostAsync("/auth/register/", new { phone_number = Account.NewPhone(), pin = "8305", username = "alice" })).Outcome);
        Assert.Equal("409 email_taken", (await rest.PostAsync("/api/v1/register/", new { username = "somebody", email = "bob@example.com", password = Account.Password })).Outcome);
        foreach (var phone in new[] { "+12025550101", Account.NewPhone() })
        {
            var refused = await rest.PostAsync("/auth/register/", new { phone_number = phone, pin = "8305" });
            Assert.Equal(("429 too_many_requests", TimeSpan.FromHours(1)), (refused.Outcome, refused.Headers.RetryAfter?.Delta));
        }
        await host.AdvanceAsync(TimeSpan.FromSeconds(3599));
        Assert.Equal("429 too_many_requests", (await rest.PostAsync("/auth/register/", new { phone_number = Account.NewPhone(), pin = "8305" })).Outcome);
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("409 phone_taken", (await rest.PostAsync("/auth/register/", new { phone_number = "+12025550101", pin = "8305" })).Outcome);
    }

    [Fact]
    public async Task The_owner_of_a_number_or_address_hears_of_others_who_try_it_once_a_day()
    {
        var owner = await Account.ByPinAsync(_rest);
        var mailbox = await Account.ByPasswordAsync(_rest);
        var unproved = await Account.ByPinAsync(_rest, verified: false);
        for (var day = 1; day <= 2; day++)
        {
            for (var i = 0; i < 3; i++)
            {
                Assert.Equal("409 phone_taken", (await _rest.PostAsync("/auth/register/", new { phone_number = owner.Phone, pin = Account.OtherPin })).Outcome);
                Assert.Equal("409 phone_taken", (await _rest.PostAsync("/auth/register/", new { phone_number = unproved.Phone, pin = Account.OtherPin })).Outcome);
                Assert.Equal("409 email_taken", (await _rest.PostAsync("/auth/register/", new { phone_number = Account.NewPhone(), pin = Account.OtherPin, email = mailbox.Email })).Outcome);
            }
            await _host.AdvanceAsync(TimeSpan.FromDays(1));
            foreach (var contact in new[] { owner.Phone, mailbox.Email }) Assert.Equal(day, await TellingsAsync(contact));
            Assert.Equal(0, await TellingsAsync(unproved.Phone));
        }
    }

    [Fact]
    public async Task Numbers_of_countries_that_are_not_served_are_refused_on_every_way_in()
    {
        await using var host = AuthServerHost.With([new("Accounts:Limits:CallingCodes:0", "44")]);
        using var rest = new Rest(host);
        var refused = await rest.PostAsync("/auth/register/", new { phone_number = "+12025550124", pin = "8305" });
        Assert.Equal("400 validation_failed", refused.Outcome);
        Assert.NotNull(refused.Body["errors"]!["phone_number"]);
        Assert.Equal("400 validation_failed", (await rest.PostAsync("/api/v1/register/", new { username = "somebody", email = "s@example.com", phone = "+12025550124", password = Account.Password })).Outcome);
        var someone = await Account.ByPinAsync(rest, phone: "+447700900123");
        Assert.Equal("400 validation_failed", (await rest.PostAsync("/auth/phone-change/", new { phone_number = "+12025550124" }, someone.Access)).Outcome);
        Assert.Equal("202 ok", (await rest.PostAsync("/auth/phone-change/", new { phone_number = "+447700900124" }, someone.Access)).Outcome);
    }

    [Theory]
    [InlineData("""{"phone_number":"+12025550101","pin":"8305"}""", 409, "phone_taken")]
    [InlineData("""{"phone_number":"+12025550130","pin":"8305","email":"ALICE@example.com"}""", 409, "email_taken")]
    [InlineData("""{"phone_number":"+12025550130","pin":"8305","username":"Alice"}""", 409, "username_taken")]
    [InlineData("""{"phone_number":"+12025550130","pin":"1234"}""", 400, "weak_pin")]
    [InlineData("""{"phone_number":"+12025550130","pin":"0130"}""", 400, "weak_pin")]
    [InlineData("""{"phone_number":"+12025550130","pin":"83051"}""", 400, "validation_failed")]
    [InlineData("""{"phone_number":"12025550130","pin":"8305"}""", 400, "validation_failed")]
    [InlineData("""{"phone_number":"+12025550130","pin":"8305","user_type":"admin"}""", 400, "validation_failed")]
    [InlineData("""{"phone_number":"+12025550130","pin":"8305","username":"аdmin"}""", 400, "validation_failed")]
    [InlineData("""{"phone_number":"+12025550130","pin":"8305","device":{"id":"short"}}""", 400, "validation_failed")]
    [InlineData("""{"phone_number":"+12025550130","pin":"8305","is_verified":true}""", 400, "unknown_field")]
    [InlineData("""{"phone_number":"+12025550130"}""", 400, "validation_failed")]
    [InlineData("""{"phone_number":"+12025550130","pin":8305}""", 400, "validation_failed")]
    [InlineData("""{"phone_number":""", 400, "invalid_json")]
    public async Task What_cannot_be_an_account_is_refused_with_a_code(string body, int status, string code)
    {
        var answer = await _rest.PostTextAsync("/auth/register/", body);
        Assert.Equal((status, code), ((int)answer.Status, answer.Code));
    }

    [Fact]
    public async Task Nobody_registers_as_admin() =>
        Assert.Equal((HttpStatusCode.BadRequest, "validation_failed"), await CodeOf(_rest.PostAsync("/api/v1/register/", new { username = "mallory", email = "m@example.com", password = "long-enough-22", role = "admin" })));

    public void Dispose() => _rest.Dispose();

    private async Task<int> TellingsAsync(string contact) =>
        (await _rest.MessagesAsync(contact)).Count(m => ((string)m["body"]!).Contains("already belongs", StringComparison.Ordinal));

    private static async Task<(HttpStatusCode, string?)> CodeOf(Task<RestAnswer> answer) => ((await answer).Status, (await answer).Code);
}
