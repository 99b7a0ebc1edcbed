namespace AuthServer.Tests.Credentials;

public sealed class LimitsTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Fact]
    public async Task Wrong_secrets_of_an_address_are_counted_for_an_hour_and_right_ones_are_not()
    {
        await using var host = With(("FailuresPerAddress", "3"));
        using var rest = new Rest(host);
        for (var i = 0; i < 5; i++) Assert.Equal("200 ok", (await rest.PinLoginAsync("+12025550101", "4927")).Outcome);
        await FailAsync(rest, Account.NewPhone);
        await FailAsync(rest, Account.NewPhone);
        Assert.Equal("200 ok", (await rest.PinLoginAsync("+12025550101", "4927")).Outcome);
        await FailAsync(rest, Account.NewPhone);
        await RefusesUntilAsync(host, Hour, () => rest.PinLoginAsync("+12025550101", "4927"), "200 ok");
    }

    [Fact]
    public async Task A_password_and_a_change_of_a_pin_count_for_the_address_too()
    {
        await using var host = With(("FailuresPerAddress", "3"));
        using var rest = new Rest(host);
        var alice = await rest.PinLoginAsync("+12025550101", "4927");
        await FailAsync(rest, Account.NewPhone);
        Assert.Equal("401 invalid_credentials", (await rest.PasswordLoginAsync("bob@example.com", "wrong-one-44")).Outcome);
        Assert.Equal("400 invalid_pin", (await rest.PostAsync("/auth/pin/change/", new { current_pin = "9999", new_pin = "6182" }, alice.Access)).Outcome);
        Assert.Equal("429 too_many_requests", (await rest.PostAsync("/auth/pin/change/", new { current_pin = "4927", new_pin = "6182" }, alice.Access)).Outcome);
        Assert.Equal("429 too_many_requests", (await rest.PasswordLoginAsync("bob@example.com", "Correct-horse-8")).Outcome);
        using var app = new OAuth(host);
        Assert.Equal(System.Net.HttpStatusCode.TooManyRequests, (await app.PinAsync()).Status);
    }

    [Fact]
    public async Task Wrong_secrets_of_a_device_are_counted_for_an_hour_and_other_devices_go_on()
    {
        await using var host = With(("FailuresPerDevice", "2"));
        using var rest = new Rest(host);
        var device = Account.NewDevice();
        await FailAsync(rest, Account.NewPhone, device: device);
        await FailAsync(rest, Account.NewPhone, device: device);
        Assert.Equal("200 ok", (await rest.PinLoginAsync("+12025550101", "4927", Account.NewDevice())).Outcome);
        await RefusesUntilAsync(host, Hour, () => rest.PinLoginAsync("+12025550101", "4927", device), "200 ok");
    }

    [Fact]
    public async Task One_pin_tried_on_many_numbers_is_found_out_and_known_devices_still_sign_in_with_it()
    {
        await using var host = With(("FailuresPerSecret", "3"));
        using var rest = new Rest(host);
        var device = Account.NewDevice();
        Assert.Equal("200 ok", (await rest.PinLoginAsync("+12025550101", "4927", device)).Outcome);
        for (var i = 0; i < 3; i++) await FailAsync(rest, Account.NewPhone, "4927");
        Assert.Equal("429 too_many_requests", (await rest.PinLoginAsync(Account.NewPhone(), "4927")).Outcome);
        Assert.Equal("200 ok", (await rest.PinLoginAsync("+12025550101", "4927", device)).Outcome);
        // Another PIN is not what is sprayed.
        Assert.Equal("200 ok", (await rest.PinLoginAsync("+12025550102", "6184")).Outcome);
        await RefusesUntilAsync(host, Hour, () => rest.PinLoginAsync("+12025550101", "4927"), "200 ok");
    }

    [Theory]
    [InlineData("FailuresPerClient")]
    [InlineData("Failures")]
    public async Task An_attack_on_everybody_does_not_shut_out_known_devices(string limit)
    {
        await using var host = With((limit, "3"));
        using var rest = new Rest(host);
        var device = Account.NewDevice();
        Assert.Equal("200 ok", (await rest.PinLoginAsync("+12025550101", "4927", device)).Outcome);
        foreach (var pin in new[] { "9164", "7052", "3861" }) await FailAsync(rest, Account.NewPhone, pin);
        Assert.Equal("200 ok", (await rest.PinLoginAsync("+12025550101", "4927", device)).Outcome);
        await RefusesUntilAsync(host, Hour, () => rest.PinLoginAsync("+12025550101", "4927"), "200 ok");
    }

    [Fact]
    public async Task Wrong_codes_of_an_address_are_counted_for_an_hour_and_right_ones_are_not()
    {
        await using var host = With(("WrongCodesPerAddress", "3"));
        using var rest = new Rest(host);
        var someone = await Account.ByPinAsync(rest, verified: false);
        var code = await rest.CodeAsync(someone.Phone);
        for (var i = 0; i < 3; i++) await Account.ByPinAsync(rest);
        Assert.Equal("400 invalid_code", (await rest.PostAsync("/auth/phone-verification-confirm/", new { code = Account.NotThe(code) }, someone.Access)).Outcome);
        for (var i = 0; i < 2; i++) Assert.Equal("400 invalid_code", (await ResetAsync(rest)).Outcome);
        Assert.Equal("429 too_many_requests", (await rest.PostAsync("/auth/phone-verification-confirm/", new { code }, someone.Access)).Outcome);
        Assert.Equal("429 too_many_requests", (await rest.PostAsync("/auth/login/verify/", new { challenge_id = "AAAAAAAAAAAAAAAAAAAAAA", code })).Outcome);
        await RefusesUntilAsync(host, Hour, () => ResetAsync(rest), "400 invalid_code");
    }

    [Fact]
    public async Task Messages_that_one_address_asks_for_are_counted_for_a_day()
    {
        await using var host = With(("MessagesPerAddress", "2"));
        using var rest = new Rest(host);
        for (var i = 0; i < 2; i++) await Account.ByPinAsync(rest);
        // The account is made; its code waits.
        var third = await Account.ByPinAsync(rest, verified: false);
        await host.QuietAsync();
        Assert.Empty(await rest.MessagesAsync(third.Phone));
        await RefusesUntilAsync(host, Day, async () =>
        {
            var login = await rest.PinLoginAsync(third.Phone, Account.Pin);
            return await rest.PostAsync("/auth/phone-verification-request/", new { }, login.Access);
        }, "202 ok");
        Assert.NotEmpty(await rest.CodeAsync(third.Phone));
    }

    [Fact]
    public async Task Text_messages_to_a_block_of_numbers_are_counted_for_a_day_even_where_rate_limits_are_off()
    {
        await using var host = AuthServerHost.With([new("Accounts:Limits:TextMessagesPerBlock", "2")]);
        using var rest = new Rest(host);
        for (var i = 0; i < 2; i++) await Account.ByPinAsync(rest, phone: $"+1303555713{i}");
        await Account.ByPinAsync(rest, phone: "+13035558130");
        var third = await Account.ByPinAsync(rest, verified: false, phone: "+13035557132");
        await host.QuietAsync();
        Assert.Empty(await rest.MessagesAsync(third.Phone));
        await RefusesUntilAsync(host, Day, async () =>
        {
            var login = await rest.PinLoginAsync(third.Phone, Account.Pin);
            return await rest.PostAsync("/auth/phone-verification-request/", new { }, login.Access);
        }, "202 ok");
    }

    [Fact]
    public async Task Text_messages_and_mails_have_a_ceiling_a_day_each()
    {
        await using var host = AuthServerHost.With([new("Accounts:Limits:TextMessages", "1"), new("Accounts:Limits:Emails", "1")]);
        using var rest = new Rest(host);
        await Account.ByPinAsync(rest);
        await Account.ByPasswordAsync(rest);
        var (pin, password) = (await Account.ByPinAsync(rest, verified: false), await Account.ByPasswordAsync(rest, verified: false));
        await host.QuietAsync();
        foreach (var contact in new[] { pin.Phone, password.Email }) Assert.Empty(await rest.MessagesAsync(contact));
        Assert.Equal("429 too_many_requests", (await rest.PostAsync("/api/v1/email-verification-request/", new { }, password.Access)).Outcome);
        await RefusesUntilAsync(host, Day, async () =>
        {
            var login = await rest.PinLoginAsync(pin.Phone, Account.Pin);
            return await rest.PostAsync("/auth/phone-verification-request/", new { }, login.Access);
        }, "202 ok");
    }

    [Fact]
    public async Task One_code_tried_on_many_flows_is_found_out()
    {
        await using var host = With(("WrongCodes", "4"));
        using var rest = new Rest(host);
        // Codes that were never sent count for nobody but the one who tries them.
        for (var i = 0; i < 9; i++) Assert.Equal("400 invalid_code", (await ResetAsync(rest)).Outcome);
        var victims = new[] { await Account.ByPinAsync(rest), await Account.ByPinAsync(rest, verified: false) };
        await host.AdvanceAsync(TimeSpan.FromMinutes(1));
        foreach (var victim in victims) await rest.PostAsync("/auth/pin/reset/", new { phone_number = victim.Phone });
        await host.QuietAsync();
        foreach (var victim in victims.Concat(victims)) Assert.Equal("400 invalid_code", (await ResetAsync(rest, victim.Phone)).Outcome);
        // Who is signed in is at home: an attack on everybody keeps nobody from a code of their own.
        Assert.Equal("400 invalid_code", (await rest.PostAsync("/auth/phone-verification-confirm/", new { code = "000000" }, victims[1].Access)).Outcome);
        await RefusesUntilAsync(host, Hour, () => ResetAsync(rest), "400 invalid_code");
    }

    [Fact]
    public async Task A_flood_of_resets_is_refused_alike_for_numbers_that_somebody_has_and_that_nobody_has()
    {
        await using var host = With(("MessagesPerAddress", "2"));
        using var rest = new Rest(host);
        Assert.Equal("202 ok", (await rest.PostAsync("/auth/pin/reset/", new { phone_number = "+12025550101" })).Outcome);
        Assert.Equal("202 ok", (await rest.PostAsync("/auth/pin/reset/", new { phone_number = "+12025550102" })).Outcome);
        foreach (var phone in new[] { "+12025550103", Account.NewPhone() }) Assert.Equal("429 too_many_requests", (await rest.PostAsync("/auth/pin/reset/", new { phone_number = phone })).Outcome);
        Assert.Equal("429 too_many_requests", (await rest.PostAsync("/api/v1/password-reset/request/", new { email = "alice@example.com" })).Outcome);
        await host.QuietAsync();
        Assert.Empty(await rest.MessagesAsync("+12025550103"));
        Assert.Single(await rest.MessagesAsync("+12025550102"));
    }

    private static AuthServerHost With(params (string Name, string Value)[] limits) =>
        AuthServerHost.With([new("RateLimits:Enabled", "true"), new("Accounts:AttemptsPerMinute", "10000"), .. limits.Select(limit => KeyValuePair.Create("Accounts:Limits:" + limit.Name, limit.Value))]);

    private static async Task FailAsync(Rest rest, Func<string> phone, string pin = "9164", string? device = null) =>
        Assert.Equal("401 invalid_credentials", (await rest.PinLoginAsync(phone(), pin, device)).Outcome);

    private static Task<RestAnswer> ResetAsync(Rest rest, string? phone = null) => rest.PostAsync("/auth/pin/reset/", new { phone_number = phone ?? Account.NewPhone(), code = "000000", new_pin = Account.OtherPin });

    // The clock stood still since the first of what is counted.
    private static async Task RefusesUntilAsync(AuthServerHost host, TimeSpan window, Func<Task<RestAnswer>> ask, string then)
    {
        var refused = await ask();
        Assert.Equal("429 too_many_requests", refused.Outcome);
        Assert.Equal(window, refused.Headers.RetryAfter?.Delta);
        await host.AdvanceAsync(window - Second);
        refused = await ask();
        Assert.Equal(("429 too_many_requests", Second), (refused.Outcome, refused.Headers.RetryAfter?.Delta));
        host.Clock.Advance(Second);
        Assert.Equal(then, (await ask()).Outcome);
    }
}
