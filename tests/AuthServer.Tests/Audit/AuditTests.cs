using System.Net;
using System.Text;
using AuthServer.Audit;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Tests.Audit;

public sealed class AuditTests : IClassFixture<SharedHost>, IDisposable
{
    private const string Agent = "TestApp/1.0";
    private readonly AuthServerHost _host;
    private readonly Rest _rest;

    public AuditTests(SharedHost shared) => _rest = new Rest(_host = shared.Host) { Agent = Agent };

    [Fact]
    public async Task A_registration_and_its_sign_in_are_told_once()
    {
        var someone = await Account.ByPinAsync(_rest, verified: false);
        var registered = await OneAsync(someone, AuditEvents.Registered);
        Assert.Equal((null, null, "pin", someone.Id), (registered.ClientId, registered.SessionId, registered.Detail, registered.Actor));
        var signedIn = await OneAsync(someone, AuditEvents.SignedIn);
        Assert.Equal(("mobile", await SessionAsync(someone), "pin", someone.Id), (signedIn.ClientId, signedIn.SessionId, signedIn.Detail, signedIn.Actor));
    }

    [Fact]
    public async Task What_a_signed_in_user_does_is_told_once_with_client_and_session()
    {
        var someone = await Account.ByPinAsync(_rest, email: Account.NewEmail(), device: Account.NewDevice());
        var session = await SessionAsync(someone);
        await OkAsync("/api/v1/email-verification-request/", new { }, someone);
        await OkAsync("/api/v1/email-verification-confirm/", new { code = await _rest.CodeAsync(someone.Email) }, someone);
        await OkAsync("/auth/pin/change/", new { current_pin = Account.Pin, new_pin = Account.OtherPin }, someone);
        await OkAsync("/api/v1/password/set/", new { password = Account.Password }, someone);
        await OkAsync("/api/v1/password/change/", new { current_password = Account.Password, new_password = Account.OtherPassword }, someone);
        var (phone, email) = (Account.NewPhone(), Account.NewEmail());
        await OkAsync("/auth/phone-change/", new { phone_number = phone }, someone);
        await OkAsync("/auth/phone-change-confirm/", new { code = await _rest.CodeAsync(phone) }, someone);
        await OkAsync("/api/v1/email-change/", new { email }, someone);
        await OkAsync("/api/v1/email-change-confirm/", new { code = await _rest.CodeAsync(email) }, someone);
        var device = (string)Assert.Single((await _rest.GetAsync("/auth/devices/", someone.Access)).Items)["id"]!;
        Assert.Equal("200 ok", (await _rest.PatchAsync($"/auth/devices/{device}/", new { name = "Mine" }, someone.Access)).Outcome);
        Assert.Equal("200 ok", (await _rest.DeleteAsync($"/auth/devices/{device}/", someone.Access)).Outcome);
        Assert.Equal((session, "device_removed"), await SessionAndDetailAsync(someone, AuditEvents.SessionEnded));
        foreach (var name in new[]
        {
            AuditEvents.PhoneVerified, AuditEvents.EmailVerified, AuditEvents.PinChanged, AuditEvents.PasswordSet, AuditEvents.PasswordChanged, AuditEvents.PhoneChanged, AuditEvents.EmailChanged,
            AuditEvents.DeviceRenamed, AuditEvents.DeviceRemoved,
        })
        {
            var row = await OneAsync(someone, name);
            Assert.Equal((name, someone.Id, "mobile", session), (row.Event, row.Actor, row.ClientId, row.SessionId));
            if (name is AuditEvents.DeviceRenamed or AuditEvents.DeviceRemoved) Assert.Equal(device, row.Detail);
        }
    }

    [Fact]
    public async Task Resets_are_told_once()
    {
        var someone = await Account.ByPinAsync(_rest);
        var other = await Account.ByPasswordAsync(_rest);
        await _host.AdvanceAsync(TimeSpan.FromMinutes(1));
        await OkAsync("/auth/pin/reset/", new { phone_number = someone.Phone }, null);
        await OkAsync("/auth/pin/reset/", new { phone_number = someone.Phone, code = await _rest.CodeAsync(someone.Phone, 2), new_pin = Account.OtherPin }, null);
        await OkAsync("/api/v1/password-reset/request/", new { email = other.Email }, null);
        await OkAsync("/api/v1/password-reset/confirm/", new { token = await _rest.TokenAsync(other.Email), new_password = Account.OtherPassword }, null);
        Assert.Equal(AuditLog.Success, (await OneAsync(someone, AuditEvents.PinReset)).Outcome);
        Assert.Equal(AuditLog.Success, (await OneAsync(other, AuditEvents.PasswordReset)).Outcome);
        foreach (var account in new[] { someone, other }) Assert.Equal("credential_changed", (await SessionAndDetailAsync(account, AuditEvents.SessionEnded)).Detail);
    }

    [Fact]
    public async Task Every_session_that_ends_is_told_with_the_reason()
    {
        var someone = await Account.ByPinAsync(_rest);
        var second = await _rest.PinLoginAsync(someone.Phone, Account.Pin);
        await _rest.PinLoginAsync(someone.Phone, Account.Pin);
        await OkAsync("/api/v1/logout/", new { refresh = second.Refresh }, null);
        await OkAsync("/api/v1/logout/", new { refresh = second.Refresh }, null);
        await OkAsync("/auth/sessions/revoke-all/", new { }, someone);
        var ended = await _host.AuditAsync(someone.Id, AuditEvents.SessionEnded, 3);
        Assert.Equal(["ended_by_user", "ended_by_user", "logout"], ended.Select(a => a.Detail).Order(StringComparer.Ordinal));
        Assert.Equal(3, ended.Select(a => a.SessionId).Distinct().Count());
        Assert.Equal(3, (await _host.AuditAsync(someone.Id, AuditEvents.SignedIn, 3)).Count);
    }

    [Fact]
    public async Task A_stolen_refresh_token_is_told_and_its_owner_too()
    {
        var someone = await Account.ByPinAsync(_rest);
        var first = await _rest.RefreshAsync(someone.Refresh);
        await _host.AdvanceAsync(TimeSpan.FromMinutes(1));
        await _rest.RefreshAsync((string)first.Data["refresh"]!);
        Assert.Equal("401 invalid_refresh_token", (await _rest.RefreshAsync(someone.Refresh)).Outcome);
        var row = Assert.Single(await _host.AuditAsync(someone.Id, AuditEvents.GrantRevoked));
        Assert.Equal(("refresh_token_reused", "mobile"), (row.Detail, row.ClientId));
        await _rest.NoticeAsync(someone.Phone, "used twice");
    }

    [Fact]
    public async Task What_fails_is_told_once_with_the_reason()
    {
        var someone = await Account.ByPinAsync(_rest);
        var session = await SessionAsync(someone);
        await _rest.PostAsync("/auth/pin/change/", new { current_pin = "9999", new_pin = Account.OtherPin }, someone.Access);
        var change = await OneAsync(someone, AuditEvents.PinChangeFailed, "wrong");
        Assert.Equal((someone.Id, "mobile", session), (change.Actor, change.ClientId, change.SessionId));
        await _rest.PostAsync("/auth/phone-change-confirm/", new { code = "000000" }, someone.Access);
        for (var i = 0; i < 4; i++) await _rest.PinLoginAsync(someone.Phone, "9999");
        var failed = await _host.AuditAsync(someone.Id, AuditEvents.SignInFailed, 3);
        Assert.All(failed, row => Assert.Equal(("wrong", null, "mobile", "pin"), (row.Outcome, row.Actor, row.ClientId, row.Detail)));
        Assert.Equal(3, failed.Count);
        await OneAsync(someone, AuditEvents.Locked, "wrong");
        await _rest.PinLoginAsync(someone.Phone, Account.Pin);
        Assert.Equal("locked", (await _host.AuditAsync(someone.Id, AuditEvents.SignInFailed, 4))[^1].Outcome);
        var other = await Account.ByPasswordAsync(_rest, phone: Account.NewPhone());
        await _rest.PinLoginAsync(other.Phone, "9999");
        await OneAsync(other, AuditEvents.SignInFailed, "no_such_credential");
    }

    [Fact]
    public async Task A_code_that_nobody_was_sent_is_told_without_a_user()
    {
        var someone = await Account.ByPinAsync(_rest, verified: false);
        var code = await _rest.CodeAsync(someone.Phone);
        await _rest.PostAsync("/auth/phone-verification-confirm/", new { code = Account.NotThe(code) }, someone.Access);
        var row = await OneAsync(someone, AuditEvents.CodeFailed, "invalid_code");
        Assert.Equal(("phone_verification", await SessionAsync(someone)), (row.Detail, row.SessionId));
        var before = await StrangersAsync(AuditEvents.CodeFailed);
        await _rest.PostAsync("/auth/pin/reset/", new { phone_number = Account.NewPhone(), code, new_pin = Account.OtherPin });
        Assert.Equal(before + 1, await StrangersAsync(AuditEvents.CodeFailed));
    }

    [Fact]
    public async Task Unknown_names_and_taken_ones_are_told_without_a_user()
    {
        var someone = await Account.ByPinAsync(_rest);
        var (failed, conflicts) = (await StrangersAsync(AuditEvents.SignInFailed), await StrangersAsync(AuditEvents.RegistrationConflict));
        await _rest.PinLoginAsync(Account.NewPhone(), Account.Pin);
        await _rest.PostAsync("/auth/register/", new { phone_number = someone.Phone, pin = Account.Pin });
        Assert.Equal((failed + 1, conflicts + 1), (await StrangersAsync(AuditEvents.SignInFailed), await StrangersAsync(AuditEvents.RegistrationConflict)));
    }

    [Fact]
    public async Task The_database_refuses_to_change_the_audit()
    {
        await Account.ByPinAsync(_rest, verified: false);
        // The triggers go by the database's own clock.
        var entry = new AuditEntry { At = TimeProvider.System.GetUtcNow(), Event = "test.made", Outcome = AuditLog.Success };
        await _host.ReadAsync(async db =>
        {
            db.Add(entry);
            return await db.SaveChangesAsync();
        });
        var rows = await _host.ReadAsync(db => db.Audit.CountAsync());
        foreach (var sql in new[] { "UPDATE audit SET outcome = 'success'", "UPDATE audit SET id = id WHERE event = 'test.made'", "DELETE FROM audit", "DELETE FROM audit WHERE event = 'test.made'" })
            Assert.Contains("append-only", (await Assert.ThrowsAsync<SqliteException>(() => _host.ReadAsync(db => db.Database.ExecuteSqlRawAsync(sql)))).Message, StringComparison.Ordinal);
        // What the engine tells may come to it meanwhile; nothing goes.
        Assert.InRange(await _host.ReadAsync(db => db.Audit.CountAsync()), rows, int.MaxValue);
    }

    [Fact]
    public async Task No_secret_and_no_name_that_was_typed_is_in_the_database()
    {
        await using var host = AuthServerHost.With([new("Accounts:Pin:NewDevice", "Code")]);
        using var rest = new Rest(host);
        var secrets = new List<string> { "typed-by-mistake-99", "+13055550199", "wrong-one-44", "9164", Account.Password, Account.OtherPassword, Account.Pin, Account.OtherPin };
        var someone = await Account.ByPinAsync(rest, email: Account.NewEmail(), device: Account.NewDevice());
        secrets.AddRange([await rest.CodeAsync(someone.Phone), someone.Access, someone.Refresh]);
        await rest.PostAsync("/api/v1/login/", new { username = "typed-by-mistake-99", password = "wrong-one-44" });
        await rest.PinLoginAsync("+13055550199", "9164");
        await rest.PinLoginAsync(someone.Phone, "9164");
        await rest.PostAsync("/api/v1/email-verification-request/", new { }, someone.Access);
        secrets.Add(await rest.CodeAsync(someone.Email));
        await rest.PostAsync("/api/v1/email-verification-confirm/", new { code = await rest.CodeAsync(someone.Email) }, someone.Access);
        await rest.PostAsync("/api/v1/password/set/", new { password = Account.Password }, someone.Access);
        await host.AdvanceAsync(TimeSpan.FromMinutes(1));
        var asked = await rest.PinLoginAsync(someone.Phone, Account.Pin, Account.NewDevice());
        secrets.Add(await rest.CodeAsync(someone.Phone, 2));
        var signedIn = await rest.PostAsync("/auth/login/verify/", new { challenge_id = (string)asked.Data["challenge_id"]!, code = await rest.CodeAsync(someone.Phone, 2) });
        secrets.AddRange([signedIn.Access, signedIn.Refresh, Rest.LinkOf(await rest.NoticeAsync(someone.Email, "/not-me/")).Split("/not-me/")[1]]);
        await rest.PostAsync("/api/v1/password-reset/request/", new { email = someone.Email });
        var token = await rest.TokenAsync(someone.Email);
        secrets.Add(token);
        Assert.Equal("200 ok", (await rest.PostAsync("/api/v1/password-reset/confirm/", new { token, new_password = Account.OtherPassword })).Outcome);
        await host.AdvanceAsync(TimeSpan.FromMinutes(1));
        await rest.PostAsync("/auth/pin/reset/", new { phone_number = someone.Phone });
        var code = await rest.CodeAsync(someone.Phone, 3);
        secrets.Add(code);
        Assert.Equal("200 ok", (await rest.PostAsync("/auth/pin/reset/", new { phone_number = someone.Phone, code, new_pin = Account.OtherPin })).Outcome);
        await host.AuditAsync(someone.Id, AuditEvents.SessionEnded, 2);
        // The file with what was deleted from it and the journal, not the tables alone.
        foreach (var file in Directory.GetFiles(host.Folder, "auth.db*")) Assert.All(secrets, secret => Assert.False(Holds(Read(file), secret), $"{Path.GetFileName(file)} holds a secret of {secret.Length} characters: {secret[..3]}…"));
    }

    public void Dispose() => _rest.Dispose();

    private static string Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return Encoding.Latin1.GetString(copy.GetBuffer(), 0, (int)copy.Length);
    }

    // Four digits inside a longer number, or between random bytes, are a coincidence; text stands between text.
    private static bool Holds(string text, string secret)
    {
        for (var at = text.IndexOf(secret, StringComparison.Ordinal); at >= 0; at = text.IndexOf(secret, at + 1, StringComparison.Ordinal))
        {
            if (secret.Length > 6 || (IsEdge(text, at - 1) && IsEdge(text, at + secret.Length))) return true;
        }
        return false;
    }

    private static bool IsEdge(string text, int at) => at >= 0 && at < text.Length && text[at] is ' ' or '"' or '\'' or ',' or ':' or '=' or '\n';

    private async Task OkAsync(string path, object body, Account? someone) => Assert.InRange((int)(await _rest.PostAsync(path, body, someone?.Access)).Status, 200, 299);

    private async Task<string> SessionAsync(Account someone) => (string)Assert.Single((await _rest.GetAsync("/auth/sessions/", someone.Access)).Items, s => (bool)s["current"]!)["id"]!;

    private async Task<AuditEntry> OneAsync(Account someone, string name, string outcome = AuditLog.Success)
    {
        var row = Assert.Single(await _host.AuditAsync(someone.Id, name));
        Assert.Equal((outcome, Agent), (row.Outcome, row.UserAgent));
        Assert.True(IPAddress.IsLoopback(IPAddress.Parse(row.Address!)));
        Assert.InRange(row.At, _host.Clock.GetUtcNow() - TimeSpan.FromMinutes(5), _host.Clock.GetUtcNow());
        return row;
    }

    private async Task<(string? Session, string? Detail)> SessionAndDetailAsync(Account someone, string name)
    {
        var row = Assert.Single(await _host.AuditAsync(someone.Id, name));
        return (row.SessionId, row.Detail);
    }

    private Task<int> StrangersAsync(string name) => _host.ReadAsync(db => db.Audit.CountAsync(a => a.Subject == null && a.Event == name));
}
