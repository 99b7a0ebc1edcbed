using AuthServer.Protocol.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace AuthServer.Tests.Accounts;

/// <summary>What a thief who was signed in for a while tries to leave behind, and what the owner's way back undoes.</summary>
public sealed class ThiefTests(SharedHost shared) : IClassFixture<SharedHost>, IDisposable
{
    private readonly AuthServerHost _host = shared.Host;
    private readonly Rest _rest = new(shared.Host);

    [Fact]
    public async Task A_first_password_set_in_a_stolen_session_does_not_outlive_the_reset_of_the_pin()
    {
        var owner = await Account.ByPinAsync(_rest);
        Assert.Equal("200 ok", (await _rest.PostAsync("/api/v1/password/set/", new { password = Account.Password }, owner.Access)).Outcome);
        await ResetPinAsync(owner);
        Assert.Equal("401 invalid_credentials", (await _rest.PostAsync("/api/v1/login/", new { phone_number = owner.Phone, password = Account.Password })).Outcome);
        // The owner may choose one of their own: what was undone is as good as none.
        var again = await _rest.PinLoginAsync(owner.Phone, Account.OtherPin);
        Assert.Equal("200 ok", (await _rest.PostAsync("/api/v1/password/set/", new { password = Account.OtherPassword }, again.Access)).Outcome);
    }

    [Fact]
    public async Task An_address_that_a_thief_put_in_does_not_outlive_the_reset_of_the_pin()
    {
        var owner = await Account.ByPinAsync(_rest);
        var thiefs = Account.NewEmail();
        await _rest.PostAsync("/api/v1/email-change/", new { email = thiefs }, owner.Access);
        Assert.Equal("200 ok", (await _rest.PostAsync("/api/v1/email-change-confirm/", new { code = await _rest.CodeAsync(thiefs) }, owner.Access)).Outcome);
        await ResetPinAsync(owner);
        Assert.Null((await _rest.PinLoginAsync(owner.Phone, Account.OtherPin)).Data["profile"]!["email"]);
    }

    [Fact]
    public async Task Saying_that_was_not_me_undoes_a_password_that_the_thief_chose_and_ends_all_sessions()
    {
        var owner = await Account.ByPasswordAsync(_rest);
        var thief = await _rest.PasswordLoginAsync(owner.Email, Account.Password, Account.NewDevice());
        var link = await _rest.LinkToAsync(owner.Email, "/not-me/");
        _host.Clock.Advance(TimeSpan.FromSeconds(5));
        var second = await _rest.PasswordLoginAsync(owner.Email, Account.Password);
        Assert.Equal("200 ok", (await _rest.PostAsync("/api/v1/password/change/", new { current_password = Account.Password, new_password = Account.OtherPassword }, second.Access)).Outcome);
        await DisownAsync(link);
        foreach (var password in new[] { Account.Password, Account.OtherPassword }) Assert.Equal("401 invalid_credentials", (await _rest.PasswordLoginAsync(owner.Email, password)).Outcome);
        foreach (var refresh in new[] { thief.Refresh, second.Refresh, owner.Refresh }) Assert.Equal("401 invalid_refresh_token", (await _rest.RefreshAsync(refresh)).Outcome);
        Assert.Single(await _host.AuditAsync(owner.Id, "sign_in.disowned"));
    }

    [Fact]
    public async Task The_link_is_good_for_its_week_though_the_thief_has_signed_out()
    {
        var owner = await Account.ByPasswordAsync(_rest);
        var thief = await _rest.PasswordLoginAsync(owner.Email, Account.Password, Account.NewDevice());
        var link = await _rest.LinkToAsync(owner.Email, "/not-me/");
        await _rest.PostAsync("/api/v1/logout/", new { refresh = thief.Refresh });
        await _host.AdvanceAsync(TimeSpan.FromDays(3));
        foreach (var table in Enum.GetValues<PrunableTable>()) await _host.Services.GetRequiredService<ITokenStore>().PruneAsync(table, [], _host.Clock.GetUtcNow().AddDays(-1), CancellationToken.None);
        await DisownAsync(link);
        Assert.Equal("401 invalid_credentials", (await _rest.PasswordLoginAsync(owner.Email, Account.Password)).Outcome);
    }

    [Fact]
    public async Task A_secret_is_changed_ten_times_a_day_and_no_phone_is_flooded_with_notices()
    {
        var someone = await Account.ByPinAsync(_rest);
        string[] pins = [Account.Pin, Account.OtherPin];
        for (var i = 0; i < 10; i++) Assert.Equal("200 ok", (await ChangeAsync(i)).Outcome);
        Assert.Equal("429 too_many_requests", (await ChangeAsync(10)).Outcome);
        Assert.Equal("200 ok", (await _rest.PinLoginAsync(someone.Phone, pins[0])).Outcome);

        Task<RestAnswer> ChangeAsync(int i) => _rest.PostAsync("/auth/pin/change/", new { current_pin = pins[i % 2], new_pin = pins[(i + 1) % 2] }, someone.Access);
    }

    [Fact]
    public async Task A_device_that_was_trusted_brings_a_code_again_after_a_reset()
    {
        await using var host = AuthServerHost.With([new("Accounts:Pin:NewDevice", "Code")]);
        using var rest = new Rest(host);
        var device = Account.NewDevice();
        var owner = await Account.ByPinAsync(rest, device: device);
        Assert.Equal("200 ok", (await rest.PinLoginAsync(owner.Phone, Account.Pin, device)).Outcome);
        await host.AdvanceAsync(TimeSpan.FromMinutes(1));
        await rest.PostAsync("/auth/pin/reset/", new { phone_number = owner.Phone });
        Assert.Equal("200 ok", (await rest.PostAsync("/auth/pin/reset/", new { phone_number = owner.Phone, code = await rest.CodeAsync(owner.Phone, 2), new_pin = Account.OtherPin })).Outcome);
        await host.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal("403 device_verification_required", (await rest.PinLoginAsync(owner.Phone, Account.OtherPin, device)).Outcome);
    }

    [Fact]
    public async Task Of_more_than_a_hundred_sessions_the_oldest_ends()
    {
        var someone = await Account.ByPinAsync(_rest);
        RestAnswer last = null!;
        for (var i = 0; i < 100; i++) last = await _rest.PinLoginAsync(someone.Phone, Account.Pin);
        Assert.Equal("401 invalid_refresh_token", (await _rest.RefreshAsync(someone.Refresh)).Outcome);
        Assert.Equal(100, (await _rest.GetAsync("/auth/sessions/", last.Access)).Items.Count);
    }

    [Fact]
    public async Task Strangers_leave_two_messages_a_day_to_who_has_shown_a_secret()
    {
        var victim = await Account.ByPinAsync(_rest, verified: false);
        for (var i = 0; i < 6; i++)
        {
            await _host.AdvanceAsync(TimeSpan.FromMinutes(20));
            Assert.Equal("202 ok", (await _rest.PostAsync("/auth/pin/reset/", new { phone_number = victim.Phone })).Outcome);
        }
        await _host.AdvanceAsync(TimeSpan.FromMinutes(20));
        Assert.Equal(5, (await _rest.MessagesAsync(victim.Phone)).Count);
        var login = await _rest.PinLoginAsync(victim.Phone, Account.Pin);
        Assert.Equal("202 ok", (await _rest.PostAsync("/auth/phone-verification-request/", new { }, login.Access)).Outcome);
    }

    [Fact]
    public async Task Renaming_a_device_to_the_name_it_has_leaves_no_row_in_the_audit()
    {
        var someone = await Account.ByPinAsync(_rest, device: Account.NewDevice());
        var device = (string)(await _rest.GetAsync("/auth/devices/", someone.Access)).Items[0]["id"]!;
        for (var i = 0; i < 3; i++) Assert.Equal("200 ok", (await _rest.PatchAsync($"/auth/devices/{device}/", new { name = "Mine" }, someone.Access)).Outcome);
        Assert.Single(await _host.AuditAsync(someone.Id, "device.renamed"));
    }

    public void Dispose() => _rest.Dispose();

    private async Task ResetPinAsync(Account account)
    {
        await _host.AdvanceAsync(TimeSpan.FromMinutes(1));
        await _rest.PostAsync("/auth/pin/reset/", new { phone_number = account.Phone });
        Assert.Equal("200 ok", (await _rest.PostAsync("/auth/pin/reset/", new { phone_number = account.Phone, code = await _rest.CodeAsync(account.Phone, 2), new_pin = Account.OtherPin })).Outcome);
    }

    private async Task DisownAsync(string link)
    {
        using var browser = new Browser(_host.ClientOptions.BaseAddress);
        using var ended = await browser.SubmitAsync(await browser.GetAsync(new Uri(link).PathAndQuery));
        Assert.Equal("That sign-in has ended", await Page.TitleAsync(ended));
    }
}
