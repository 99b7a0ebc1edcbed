using System.Text.Json.Nodes;

namespace AuthServer.Tests.Devices;

public sealed class DeviceTests : IClassFixture<StrictHost>, IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly AuthServerHost _host;
    private readonly Rest _rest;

    public DeviceTests(StrictHost shared) => _rest = new Rest(_host = shared.Host);

    [Fact]
    public async Task Devices_are_listed_with_the_one_that_asks_marked()
    {
        var someone = await Account.ByPinAsync(_rest, device: Account.NewDevice());
        var tablet = await EnrolAsync(someone, Account.NewDevice(), 2);
        var listed = await ListAsync(tablet.Access);
        Assert.Equal(["Pixel", "First"], listed.Select(d => (string?)d["name"]));
        Assert.Equal([true, false], listed.Select(d => (bool)d["current"]!));
        Assert.Equal(["id", "current", "name", "type", "platform", "app_version", "trusted", "last_ip", "last_used_at", "created_at"], listed[0].AsObject().Select(member => member.Key));
        Assert.All(listed, d => Assert.True((bool)d["trusted"]!));
        Assert.Equal(_host.Clock.GetUtcNow(), (DateTimeOffset)listed[0]["last_used_at"]!);
        Assert.DoesNotContain("hash", listed[0].ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_is_given_another_name_without_what_cannot_be_seen()
    {
        var someone = await Account.ByPinAsync(_rest, device: Account.NewDevice());
        var id = (string)Assert.Single(await ListAsync(someone.Access))["id"]!;
        var answer = await RenameAsync(id, "  Zoë's\u0000\u202E \n phone ", someone.Access);
        Assert.Equal(("200 ok", "Zoë's phone", true), (answer.Outcome, (string?)answer.Data["name"], (bool)answer.Data["current"]!));
        Assert.Equal("Zoë's phone", (string?)Assert.Single(await ListAsync(someone.Access))["name"]);
        Assert.Equal("200 ok", (await RenameAsync(id, new string('n', 64), someone.Access)).Outcome);
        foreach (var name in new[] { new string('n', 65), "", "   ", "\u0001\u202E", "\uFFFE" }) Assert.Equal("400 validation_failed", (await RenameAsync(id, name, someone.Access)).Outcome);
    }

    [Fact]
    public async Task Nobody_names_or_removes_devices_of_others_or_none()
    {
        var someone = await Account.ByPinAsync(_rest, device: Account.NewDevice());
        var other = await Account.ByPinAsync(_rest, device: Account.NewDevice());
        var id = (string)Assert.Single(await ListAsync(other.Access))["id"]!;
        foreach (var wrong in new[] { id, id.ToUpperInvariant(), Guid.CreateVersion7().ToString(), "x", new string('1', 3_000) })
        {
            Assert.Equal("404 not_found", (await RenameAsync(wrong, "Mine", someone.Access)).Outcome);
            Assert.Equal("404 not_found", (await _rest.DeleteAsync($"/auth/devices/{wrong}/", someone.Access)).Outcome);
        }
        Assert.Equal("401 missing_token", (await _rest.DeleteAsync($"/auth/devices/{id}/")).Outcome);
        Assert.Equal("First", (string?)Assert.Single(await ListAsync(other.Access))["name"]);
    }

    [Fact]
    public async Task A_removed_device_is_signed_out_and_needs_a_code_again()
    {
        var device = Account.NewDevice();
        var someone = await Account.ByPinAsync(_rest, device: device);
        var tablet = await EnrolAsync(someone, Account.NewDevice(), 2);
        var id = (string)Assert.Single(await ListAsync(someone.Access), d => (bool)d["current"]!)["id"]!;
        Assert.Equal("200 ok", (await _rest.PinLoginAsync(someone.Phone, Account.Pin, device)).Outcome);
        Assert.Equal("200 ok", (await _rest.DeleteAsync($"/auth/devices/{id}/", tablet.Access)).Outcome);
        Assert.Equal("401 invalid_token", (await _rest.GetAsync("/auth/devices/", someone.Access)).Outcome);
        Assert.Equal("401 invalid_refresh_token", (await _rest.RefreshAsync(someone.Refresh)).Outcome);
        Assert.Equal("200 ok", (await _rest.RefreshAsync(tablet.Refresh)).Outcome);
        await _host.AdvanceAsync(Minute);
        Assert.Equal("403 device_verification_required", (await _rest.PinLoginAsync(someone.Phone, Account.Pin, device)).Outcome);
        Assert.Equal("404 not_found", (await _rest.DeleteAsync($"/auth/devices/{id}/", tablet.Access)).Outcome);
    }

    [Fact]
    public async Task The_device_used_longest_ago_gives_way_to_one_too_many()
    {
        var first = Account.NewDevice();
        var someone = await Account.ByPinAsync(_rest, device: first);
        var second = await EnrolAsync(someone, Account.NewDevice(), 2);
        var third = await EnrolAsync(someone, Account.NewDevice(), 3);
        await _host.AdvanceAsync(TimeSpan.FromMinutes(15));
        Assert.Equal("200 ok", (await _rest.PinLoginAsync(someone.Phone, Account.Pin, first)).Outcome);
        var fourth = await EnrolAsync(someone, Account.NewDevice(), 4);
        Assert.Equal(3, (await ListAsync(fourth.Access)).Count);
        Assert.Equal("401 invalid_refresh_token", (await _rest.RefreshAsync(second.Refresh)).Outcome);
        foreach (var kept in new[] { someone.Refresh, third.Refresh, fourth.Refresh }) Assert.Equal("200 ok", (await _rest.RefreshAsync(kept)).Outcome);
    }

    [Fact]
    public async Task A_password_makes_a_device_seen_and_not_trusted()
    {
        var someone = await Account.ByPasswordAsync(_rest, phone: Account.NewPhone());
        Assert.Equal("202 ok", (await _rest.PostAsync("/auth/phone-verification-request/", new { }, someone.Access)).Outcome);
        Assert.Equal("200 ok", (await _rest.PostAsync("/auth/phone-verification-confirm/", new { code = await _rest.CodeAsync(someone.Phone) }, someone.Access)).Outcome);
        Assert.Equal("200 ok", (await _rest.PostAsync("/auth/pin/set/", new { pin = Account.Pin }, someone.Access)).Outcome);
        var device = Account.NewDevice();
        var login = await _rest.PasswordLoginAsync(someone.Email, Account.Password, device);
        Assert.False((bool)Assert.Single(await ListAsync(login.Access), d => (bool)d["current"]!)["trusted"]!);
        var verified = await EnrolAsync(someone, device, 2);
        Assert.True((bool)Assert.Single(await ListAsync(verified.Access), d => (bool)d["current"]!)["trusted"]!);
        Assert.Equal("200 ok", (await _rest.PinLoginAsync(someone.Phone, Account.Pin, device)).Outcome);
    }

    [Fact]
    public async Task A_challenge_dies_with_the_pin_that_began_it()
    {
        var someone = await Account.ByPinAsync(_rest, device: Account.NewDevice());
        await _host.AdvanceAsync(Minute);
        var asked = await _rest.PinLoginAsync(someone.Phone, Account.Pin, Account.NewDevice());
        var code = await _rest.CodeAsync(someone.Phone, 2);
        Assert.Equal("200 ok", (await _rest.PostAsync("/auth/pin/change/", new { current_pin = Account.Pin, new_pin = Account.OtherPin }, someone.Access)).Outcome);
        Assert.Equal("401 invalid_credentials", (await _rest.PostAsync("/auth/login/verify/", new { challenge_id = (string)asked.Data["challenge_id"]!, code })).Outcome);
    }

    [Fact]
    public async Task A_new_device_is_audited_from_its_challenge_to_its_sign_in()
    {
        var someone = await Account.ByPinAsync(_rest, device: Account.NewDevice());
        var tablet = await EnrolAsync(someone, Account.NewDevice(), 2);
        var device = (string)Assert.Single(await ListAsync(tablet.Access), d => (bool)d["current"]!)["id"]!;
        Assert.Equal("mobile", Assert.Single(await _host.AuditAsync(someone.Id, "sign_in.device_challenged")).ClientId);
        Assert.Equal(device, Assert.Single(await _host.AuditAsync(someone.Id, "device.enrolled")).Detail);
        Assert.Equal(["pin", "pin sms"], (await _host.AuditAsync(someone.Id, "sign_in.succeeded", 2)).Select(a => a.Detail));
    }

    [Fact]
    public async Task A_new_device_is_told_of_once_and_the_one_of_the_registration_never()
    {
        var known = Account.NewDevice();
        var someone = await Account.ByPasswordAsync(_rest, device: known);
        await _rest.PasswordLoginAsync(someone.Email, Account.Password, known);
        var device = Account.NewDevice();
        for (var i = 0; i < 3; i++) Assert.Equal("200 ok", (await _rest.PasswordLoginAsync(someone.Email, Account.Password, device)).Outcome);
        var notice = await _rest.NoticeAsync(someone.Email, "on a device that we did not know");
        Assert.Contains("Device: Pixel", notice, StringComparison.Ordinal);
        Assert.StartsWith(AuthServerHost.Issuer + "/not-me/", Rest.LinkOf(notice), StringComparison.Ordinal);
        Assert.Equal(1, await NoticesAsync(someone, signIns: 5));
    }

    [Fact]
    public async Task Of_the_sign_in_by_a_registration_nobody_is_told_however_soon_the_address_is_proved()
    {
        for (var i = 0; i < 5; i++) Assert.Equal(0, await NoticesAsync(await Account.ByPasswordAsync(_rest), signIns: 1));
    }

    [Fact]
    public async Task Of_apps_that_do_not_name_their_device_six_sign_ins_a_day_are_told()
    {
        var someone = await Account.ByPasswordAsync(_rest);
        for (var i = 0; i < 8; i++) Assert.Equal("200 ok", (await _rest.PasswordLoginAsync(someone.Email, Account.Password)).Outcome);
        Assert.Equal(6, await NoticesAsync(someone, signIns: 9));
        await _host.AdvanceAsync(TimeSpan.FromDays(1));
        Assert.Equal("200 ok", (await _rest.PasswordLoginAsync(someone.Email, Account.Password)).Outcome);
        Assert.Equal(7, await NoticesAsync(someone, signIns: 10));
    }

    public void Dispose() => _rest.Dispose();

    private async Task<IReadOnlyList<JsonNode>> ListAsync(string access) => (await _rest.GetAsync("/auth/devices/", access)).Items;

    private Task<RestAnswer> RenameAsync(string id, string name, string access) => _rest.PatchAsync($"/auth/devices/{id}/", new { name }, access);

    // A sign-in is told of in the transaction that audits it.
    private async Task<int> NoticesAsync(Account someone, int signIns)
    {
        await _host.AuditAsync(someone.Id, "sign_in.succeeded", signIns);
        await _host.QuietAsync();
        return (await _rest.MessagesAsync(someone.Email)).Count(m => ((string)m["body"]!).Contains("/not-me/", StringComparison.Ordinal));
    }

    private async Task<RestAnswer> EnrolAsync(Account someone, string device, int codes)
    {
        await _host.AdvanceAsync(codes > 3 ? TimeSpan.FromMinutes(15) : Minute);
        var asked = await _rest.PinLoginAsync(someone.Phone, Account.Pin, device);
        Assert.Equal("403 device_verification_required", asked.Outcome);
        var answer = await _rest.PostAsync("/auth/login/verify/", new { challenge_id = (string)asked.Data["challenge_id"]!, code = await _rest.CodeAsync(someone.Phone, codes) });
        Assert.Equal("200 ok", answer.Outcome);
        return answer;
    }
}
