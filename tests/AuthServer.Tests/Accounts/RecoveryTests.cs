using AuthServer.Protocol.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AuthServer.Tests.Accounts;

public sealed class RecoveryTests : IClassFixture<SharedHost>, IDisposable
{
    private readonly AuthServerHost _host;
    private readonly Rest _rest;

    public RecoveryTests(SharedHost shared) => _rest = new Rest(_host = shared.Host);

    [Fact]
    public async Task The_owner_of_a_number_takes_over_the_account_that_somebody_else_made_with_it()
    {
        var squatter = await Account.ByPinAsync(_rest, verified: false, email: Account.NewEmail(), device: Account.NewDevice());
        Assert.Equal("200 ok", (await _rest.PostAsync("/api/v1/password/set/", new { password = Account.Password }, squatter.Access)).Outcome);
        await ResetPinAsync(squatter);
        Assert.Equal("401 invalid_token", (await _rest.GetAsync("/auth/sessions/", squatter.Access)).Outcome);
        Assert.Equal("401 invalid_refresh_token", (await _rest.RefreshAsync(squatter.Refresh)).Outcome);
        Assert.Equal("401 invalid_credentials", (await _rest.PinLoginAsync(squatter.Phone, Account.Pin)).Outcome);
        foreach (var name in new[] { (object)new { username = squatter.Username, password = Account.Password }, new { email = squatter.Email, password = Account.Password } })
            Assert.Equal("401 invalid_credentials", (await _rest.PostAsync("/api/v1/login/", name)).Outcome);
        var owner = await _rest.PinLoginAsync(squatter.Phone, Account.OtherPin);
        var profile = owner.Data["profile"]!;
        Assert.Equal((true, null), ((bool)profile["is_phone_verified"]!, profile["email"]));
        Assert.Empty((await _rest.GetAsync("/auth/devices/", owner.Access)).Items);
        Assert.Single((await _rest.GetAsync("/auth/sessions/", owner.Access)).Items);
        Assert.Single(await _host.AuditAsync(squatter.Id, "account.recovered"));
    }

    [Fact]
    public async Task Consents_of_whoever_made_the_account_are_forgotten()
    {
        var squatter = await Account.ByPinAsync(_rest, verified: false);
        using var app = new OAuth(_host);
        using var browser = app.NewBrowser();
        var byPin = (await Page.ParseAsync(await browser.OpenAsync(OAuth.AuthorizeUrl()))).QuerySelector("#use-pin")!.GetAttribute("href")!;
        var page = await browser.SubmitAsync(await browser.GetAsync(byPin), KeyValuePair.Create("phone_number", squatter.Phone), KeyValuePair.Create("pin", Account.Pin));
        var code = OAuth.Answer(await browser.AllowAsync(page))["code"];
        var tokens = await app.RedeemAsync(code);
        Assert.Equal(1, await ConsentsAsync(squatter));
        await ResetPinAsync(squatter);
        Assert.Equal(0, await ConsentsAsync(squatter));
        Assert.Equal("invalid_grant", (await app.PostAsync("/connect/token", "web", OAuth.WebSecret, ("grant_type", "refresh_token"), ("refresh_token", tokens.RefreshToken))).Error);
        Assert.Equal("Sign in", await Page.TitleAsync(await browser.OpenAsync(OAuth.AuthorizeUrl())));
    }

    [Fact]
    public async Task The_owner_of_a_mailbox_takes_over_the_account_that_somebody_else_made_with_it()
    {
        var squatter = await Account.ByPasswordAsync(_rest, verified: false, phone: Account.NewPhone(), device: Account.NewDevice());
        await ResetPasswordAsync(squatter);
        Assert.Equal("401 invalid_token", (await _rest.GetAsync("/auth/sessions/", squatter.Access)).Outcome);
        Assert.Equal("401 invalid_refresh_token", (await _rest.RefreshAsync(squatter.Refresh)).Outcome);
        Assert.Equal("401 invalid_credentials", (await _rest.PasswordLoginAsync(squatter.Email, Account.Password)).Outcome);
        var owner = await _rest.PasswordLoginAsync(squatter.Email, Account.OtherPassword);
        var profile = owner.Data["profile"]!;
        Assert.Equal((true, null), ((bool)profile["is_email_verified"]!, profile["phone_number"]));
        Assert.Empty((await _rest.GetAsync("/auth/devices/", owner.Access)).Items);
        Assert.Single(await _host.AuditAsync(squatter.Id, "account.recovered"));
    }

    [Fact]
    public async Task A_pin_that_somebody_else_chose_goes_with_their_number()
    {
        var squatter = await Account.ByPinAsync(_rest, verified: false, email: Account.NewEmail());
        Assert.Equal("200 ok", (await _rest.PostAsync("/api/v1/password/set/", new { password = Account.Password }, squatter.Access)).Outcome);
        await ResetPasswordAsync(squatter);
        Assert.Equal("401 invalid_credentials", (await _rest.PinLoginAsync(squatter.Phone, Account.Pin)).Outcome);
        var owner = await _rest.PasswordLoginAsync(squatter.Email, Account.OtherPassword);
        Assert.False((bool)(await _rest.GetAsync("/auth/pin/status/", owner.Access)).Data["has_pin"]!);
        // The number is free again for who has it.
        Assert.Equal("201 ok", (await _rest.PostAsync("/auth/register/", new { phone_number = squatter.Phone, pin = Account.OtherPin })).Outcome);
    }

    [Fact]
    public async Task An_address_that_was_never_proved_opens_no_account_whose_number_was()
    {
        var someone = await Account.ByPinAsync(_rest, email: Account.NewEmail());
        Assert.Equal("200 ok", (await _rest.PostAsync("/api/v1/password/set/", new { password = Account.Password }, someone.Access)).Outcome);
        Assert.Equal("202 ok", (await _rest.PostAsync("/api/v1/password-reset/request/", new { email = someone.Email })).Outcome);
        await _host.QuietAsync();
        Assert.Empty(await _rest.MessagesAsync(someone.Email));
    }

    [Fact]
    public async Task Who_had_proved_the_number_before_keeps_everything_but_the_sessions()
    {
        var someone = await Account.ByPinAsync(_rest, email: Account.NewEmail(), device: Account.NewDevice());
        Assert.Equal("200 ok", (await _rest.PostAsync("/api/v1/password/set/", new { password = Account.Password }, someone.Access)).Outcome);
        await _host.AdvanceAsync(TimeSpan.FromDays(7) + TimeSpan.FromSeconds(1));
        await ResetPinAsync(someone);
        var owner = await _rest.PinLoginAsync(someone.Phone, Account.OtherPin);
        Assert.Equal(someone.Email, (string?)owner.Data["profile"]!["email"]);
        Assert.Single((await _rest.GetAsync("/auth/devices/", owner.Access)).Items);
        Assert.Equal("403 email_not_verified", (await _rest.PasswordLoginAsync(someone.Email, Account.Password)).Outcome);
        Assert.DoesNotContain(await _host.ReadAsync(db => db.Audit.Where(a => a.Subject == someone.Id).ToListAsync()), a => a.Event == "account.recovered");
    }

    public void Dispose() => _rest.Dispose();

    private async Task ResetPinAsync(Account account)
    {
        await _host.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal("202 ok", (await _rest.PostAsync("/auth/pin/reset/", new { phone_number = account.Phone })).Outcome);
        var code = await _rest.CodeAsync(account.Phone, 2);
        Assert.Equal("200 ok", (await _rest.PostAsync("/auth/pin/reset/", new { phone_number = account.Phone, code, new_pin = Account.OtherPin })).Outcome);
    }

    private async Task ResetPasswordAsync(Account account)
    {
        await _host.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal("202 ok", (await _rest.PostAsync("/api/v1/password-reset/request/", new { email = account.Email })).Outcome);
        var token = await _rest.TokenAsync(account.Email);
        Assert.Equal("200 ok", (await _rest.PostAsync("/api/v1/password-reset/confirm/", new { token, new_password = Account.OtherPassword })).Outcome);
    }

    private async Task<int> ConsentsAsync(Account account)
    {
        await using var db = await _host.Services.GetRequiredService<IDbContextFactory<ProtocolDbContext>>().CreateDbContextAsync();
        return await db.Consents.CountAsync(c => c.Subject == account.Id);
    }
}
