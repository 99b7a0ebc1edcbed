using System.Net;
using System.Text.Json.Nodes;
using AuthServer.Admin;
using AuthServer.Data;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Tests.Admin;

/// <summary>Users as administrators make, change and delete them.</summary>
public sealed class UserTests(AdminHost shared) : IClassFixture<AdminHost>
{
    [Fact]
    public async Task An_invited_user_chooses_the_password_by_a_link_and_nobody_knew_one_before()
    {
        var email = Account.NewEmail();
        var made = await shared.SendAsync("POST", "users/", new { email, username = "invited1", given_name = "Ida", user_type = "provider" });
        Assert.Equal(("201 ok", "provider", false, "Ida"), (made.Outcome, (string?)made.Data["user_type"], (bool)made.Data["is_email_verified"]!, (string?)made.Data["claims"]!["given_name"]));
        foreach (var guess in new[] { "", " ", "Correct-horse-7" }) Assert.NotEqual(HttpStatusCode.OK, (await shared.Rest.PasswordLoginAsync(email, guess)).Status);
        Assert.Equal("200 ok", (await shared.Rest.PostAsync("/api/v1/password-reset/confirm/", new { token = await shared.Rest.TokenAsync(email), new_password = Account.Password })).Outcome);
        Assert.Equal("200 ok", (await shared.Rest.PasswordLoginAsync(email, Account.Password)).Outcome);
        Assert.Equal("provider", Assert.Single(await shared.Host.AuditAsync((string)made.Data["id"]!, AdminActs.UserCreated)).Detail);
    }

    [Fact]
    public async Task An_invited_user_with_a_phone_alone_chooses_a_PIN_by_a_code()
    {
        var phone = Account.NewPhone();
        Assert.Equal("201 ok", (await shared.SendAsync("POST", "users/", new { phone_number = phone })).Outcome);
        Assert.Equal("200 ok", (await shared.Rest.PostAsync("/auth/pin/reset/", new { phone_number = phone, code = await shared.Rest.CodeAsync(phone), new_pin = Account.Pin })).Outcome);
        Assert.Equal("200 ok", (await shared.Rest.PinLoginAsync(phone, Account.Pin)).Outcome);
    }

    [Theory]
    [InlineData("""{}""", "email")]
    [InlineData("""{"email":"nobody"}""", "email")]
    [InlineData("""{"phone_number":"123"}""", "phone_number")]
    [InlineData("""{"email":"a@example.com","username":"1"}""", "username")]
    [InlineData("""{"email":"a@example.com","user_type":"king"}""", "user_type")]
    [InlineData("""{"email":"a@example.com","birthdate":"1990-02-30"}""", "birthdate")]
    [InlineData("""{"email":"a@example.com","zoneinfo":"Nowhere/Else"}""", "zoneinfo")]
    [InlineData("""{"email":"a@example.com","locale":"english!"}""", "locale")]
    [InlineData("""{"email":"a@example.com","website":"javascript:alert(1)"}""", "website")]
    [InlineData("""{"email":"a@example.com","name":"\u202e"}""", "name")]
    public async Task What_is_wrong_with_an_account_is_said_field_by_field(string body, string field)
    {
        var answer = await shared.SendAsync("POST", "users/", JsonNode.Parse(body));
        Assert.Equal("400 validation_failed", answer.Outcome);
        Assert.Contains(field, answer.Body["errors"]!.AsObject().Select(error => error.Key));
    }

    [Fact]
    public async Task Neither_a_password_nor_a_PIN_can_be_sent_and_what_is_taken_is_told()
    {
        foreach (var member in new[] { "password", "pin", "email_verified" }) Assert.Equal("400 unknown_field", (await shared.SendAsync("POST", "users/", new JsonObject { ["email"] = "a@example.com", [member] = "x" })).Outcome);
        Assert.Equal("409 email_taken", (await shared.SendAsync("POST", "users/", new { email = "ALICE@example.com" })).Outcome);
        Assert.Equal("409 phone_taken", (await shared.SendAsync("POST", "users/", new { phone_number = "+12025550101" })).Outcome);
        Assert.Equal("409 username_taken", (await shared.SendAsync("POST", "users/", new { email = Account.NewEmail(), username = "Alice" })).Outcome);
        Assert.Equal("403 admin_role_needs_admin", (await shared.SendAsync("POST", "users/", new { email = Account.NewEmail(), user_type = "admin" })).Outcome);
    }

    [Fact]
    public async Task Changed_claims_are_in_userinfo_and_null_takes_them_away()
    {
        var someone = await Account.ByPasswordAsync(shared.Rest);
        var read = await shared.SendAsync("GET", $"users/{someone.Id}/");
        var changed = await shared.SendAsync("PATCH", $"users/{someone.Id}/", new { given_name = "Eva", family_name = "Stone", zoneinfo = "Europe/Paris", birthdate = "0000-02-29", address = new { locality = "Paris" } }, ifMatch: read.Headers.ETag!.Tag);
        Assert.Equal("200 ok", changed.Outcome);
        Assert.Equal("412 precondition_failed", (await shared.SendAsync("PATCH", $"users/{someone.Id}/", new { nickname = "E" }, ifMatch: read.Headers.ETag.Tag)).Outcome);
        var tokens = await shared.PasswordAsync(someone.Username, Account.Password, "mobile");
        var info = (await shared.OAuth.UserInfoAsync(tokens.AccessToken)).Json!;
        Assert.Equal(("Eva Stone", "Europe/Paris", "Paris", true), (info["name"]?.ToString(), info["zoneinfo"]?.ToString(), info["address"]?["locality"]?.ToString(), (bool)info["email_verified"]!));
        var without = await shared.SendAsync("PATCH", $"users/{someone.Id}/", new { family_name = (string?)null, address = (object?)null });
        Assert.Equal(("Eva", null), ((string?)without.Data["claims"]!["given_name"], without.Data["claims"]!["family_name"]));
        Assert.Equal(["given_name family_name birthdate zoneinfo address", "family_name address"], (await shared.Host.AuditAsync(someone.Id, AdminActs.UserChanged, 2)).Select(row => row.Detail));
    }

    [Fact]
    public async Task A_contact_that_an_administrator_sets_is_not_verified_and_the_old_one_is_told()
    {
        var someone = await Account.ByPasswordAsync(shared.Rest);
        var email = Account.NewEmail();
        var changed = await shared.SendAsync("PATCH", $"users/{someone.Id}/", new { email });
        Assert.Equal((email, false), ((string?)changed.Data["email"], (bool)changed.Data["is_email_verified"]!));
        await shared.Rest.NoticeAsync(someone.Email, "e-mail");
        Assert.Equal("409 email_taken", (await shared.SendAsync("PATCH", $"users/{someone.Id}/", new { email = "alice@example.com" })).Outcome);
        Assert.Equal("400 validation_failed", (await shared.SendAsync("PATCH", $"users/{someone.Id}/", new { email = (string?)null })).Outcome);
    }

    [Fact]
    public async Task A_disabled_user_is_out_everywhere_until_they_are_enabled()
    {
        var someone = await Account.ByPasswordAsync(shared.Rest);
        Assert.True((bool)(await shared.SendAsync("POST", $"users/{someone.Id}/disable/")).Data["disabled"]!);
        Assert.Equal("401 invalid_token", (await shared.Rest.GetAsync("/auth/sessions/", someone.Access)).Outcome);
        Assert.Equal("401 invalid_refresh_token", (await shared.Rest.RefreshAsync(someone.Refresh)).Outcome);
        Assert.Equal("401 invalid_credentials", (await shared.Rest.PasswordLoginAsync(someone.Email, Account.Password)).Outcome);
        Assert.False((bool)(await shared.SendAsync("POST", $"users/{someone.Id}/enable/")).Data["disabled"]!);
        // The sessions of before stay ended.
        Assert.Equal("401 invalid_refresh_token", (await shared.Rest.RefreshAsync(someone.Refresh)).Outcome);
        Assert.Equal("200 ok", (await shared.Rest.PasswordLoginAsync(someone.Email, Account.Password)).Outcome);
        // Said again it is no act.
        await shared.SendAsync("POST", $"users/{someone.Id}/enable/");
        Assert.Single(await shared.Host.AuditAsync(someone.Id, AdminActs.UserEnabled));
    }

    [Fact]
    public async Task An_unlocked_user_signs_in_at_once_and_a_PIN_that_was_disabled_stays_so()
    {
        var someone = await Account.ByPinAsync(shared.Rest);
        for (var i = 0; i < 5; i++) await shared.Rest.PinLoginAsync(someone.Phone, Account.OtherPin);
        Assert.Equal("401 invalid_credentials", (await shared.Rest.PinLoginAsync(someone.Phone, Account.Pin)).Outcome);
        Assert.Equal("200 ok", (await shared.SendAsync("POST", $"users/{someone.Id}/unlock/")).Outcome);
        Assert.Equal("200 ok", (await shared.Rest.PinLoginAsync(someone.Phone, Account.Pin)).Outcome);
        var other = await Account.ByPinAsync(shared.Rest);
        for (var i = 0; i < 10; i++)
        {
            if (i == 5) await shared.SendAsync("POST", $"users/{other.Id}/unlock/");
            await shared.Rest.PinLoginAsync(other.Phone, Account.OtherPin);
        }
        await shared.SendAsync("POST", $"users/{other.Id}/unlock/");
        Assert.Equal("401 invalid_credentials", (await shared.Rest.PinLoginAsync(other.Phone, Account.Pin)).Outcome);
    }

    [Fact]
    public async Task After_a_forced_reset_no_secret_is_good_until_its_owner_chooses_another()
    {
        var someone = await Account.ByPasswordAsync(shared.Rest);
        // One address gets one message a minute.
        await shared.Host.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal("200 ok", (await shared.SendAsync("POST", $"users/{someone.Id}/force-reset/")).Outcome);
        Assert.Equal("401 invalid_credentials", (await shared.Rest.PasswordLoginAsync(someone.Email, Account.Password)).Outcome);
        Assert.Equal("401 invalid_refresh_token", (await shared.Rest.RefreshAsync(someone.Refresh)).Outcome);
        Assert.Equal("200 ok", (await shared.Rest.PostAsync("/api/v1/password-reset/confirm/", new { token = await shared.Rest.TokenAsync(someone.Email), new_password = Account.OtherPassword })).Outcome);
        Assert.Equal("200 ok", (await shared.Rest.PasswordLoginAsync(someone.Email, Account.OtherPassword)).Outcome);
        Assert.Single(await shared.Host.AuditAsync(someone.Id, AdminActs.SecretsSpoiled));
    }

    [Fact]
    public async Task Nothing_of_a_deleted_account_is_left_and_the_next_with_its_phone_is_somebody_else()
    {
        var someone = await Account.ByPinAsync(shared.Rest, device: Account.NewDevice());
        await using (var db = await shared.EngineAsync())
        {
            db.Consents.Add(new AuthServer.Protocol.Consents.Consent { Subject = someone.Id, ClientId = "web", Scopes = AuthServer.Protocol.Scopes.ScopeSet.Empty, Asked = AuthServer.Protocol.Scopes.ScopeSet.Empty, GrantedAt = shared.Host.Clock.GetUtcNow() });
            await db.SaveChangesAsync();
        }
        await shared.Rest.PinLoginAsync(someone.Phone, Account.OtherPin);
        await shared.Host.AdvanceAsync(TimeSpan.FromMinutes(1));
        await shared.Rest.PostAsync("/auth/pin/reset/", new { phone_number = someone.Phone });
        await shared.Rest.CodeAsync(someone.Phone, 2);
        Assert.Equal("200 ok", (await shared.SendAsync("DELETE", $"users/{someone.Id}/")).Outcome);
        Assert.Equal("404 not_found", (await shared.SendAsync("GET", $"users/{someone.Id}/")).Outcome);
        Assert.Equal("401 invalid_token", (await shared.Rest.GetAsync("/auth/sessions/", someone.Access)).Outcome);
        Assert.Equal("401 invalid_refresh_token", (await shared.Rest.RefreshAsync(someone.Refresh)).Outcome);

        var id = Guid.Parse(someone.Id);
        var key = id.ToByteArray(bigEndian: true);
        Assert.Equal(0, await shared.Host.ReadAsync(async db => await db.Devices.CountAsync(d => d.UserId == id) + await db.Pins.CountAsync(p => p.UserId == id) + await db.UserRoles.CountAsync(r => r.UserId == id)
            + await db.OneTimeCodes.CountAsync(c => c.Subject == id) + await db.Guesses.CountAsync(g => g.Key == key)));
        await using (var db = await shared.EngineAsync())
        {
            Assert.False(await db.Consents.AnyAsync(c => c.Subject == someone.Id));
            Assert.False(await db.Sessions.AnyAsync(s => s.Subject == someone.Id && s.EndedAt == null));
        }
        // What happened stays told.
        Assert.Equal("worker", Assert.Single(await shared.Host.AuditAsync(someone.Id, AdminActs.UserDeleted)).Actor);
        var next = await Account.ByPinAsync(shared.Rest, verified: false, phone: someone.Phone);
        Assert.NotEqual(someone.Id, next.Id);
        Assert.Equal("401 invalid_refresh_token", (await shared.Rest.RefreshAsync(someone.Refresh)).Outcome);
    }

    [Fact]
    public async Task Messages_that_wait_for_a_deleted_user_are_forgotten()
    {
        var someone = await Account.ByPasswordAsync(shared.Rest);
        await shared.Host.QuietAsync();
        var store = (AuthServer.Messaging.Outbox.OutboxStore)shared.Host.Services.GetService(typeof(AuthServer.Messaging.Outbox.OutboxStore))!;
        var statements = (Statements)shared.Host.Services.GetService(typeof(Statements))!;
        // Of a kind that nothing serves: it waits.
        await statements.WriteAsync(write => store.AddAsync(write, "waits", new { To = someone.Email, User = (Guid?)null }, TimeSpan.FromHours(1)), CancellationToken.None);
        await statements.WriteAsync(write => store.AddAsync(write, "waits", new { To = "else@example.com", User = (Guid?)Guid.Parse(someone.Id) }, TimeSpan.FromHours(1)), CancellationToken.None);
        await statements.WriteAsync(write => store.AddAsync(write, "waits", new { To = "else@example.com", User = (Guid?)null }, TimeSpan.FromHours(1)), CancellationToken.None);
        Assert.Equal("200 ok", (await shared.SendAsync("DELETE", $"users/{someone.Id}/")).Outcome);
        Assert.Equal(1, await shared.Host.ReadAsync(db => db.Outbox.CountAsync(item => item.Kind == "waits")));
        await shared.Host.ReadAsync(db => db.Outbox.Where(item => item.Kind == "waits").ExecuteDeleteAsync());
    }

    [Fact]
    public async Task Nobody_takes_their_own_account_nor_the_last_administrators_and_a_program_takes_none()
    {
        var own = await shared.IdAsync("admin");
        foreach (var (method, act) in new[] { ("DELETE", ""), ("POST", "disable/"), ("POST", "force-reset/") })
        {
            Assert.Equal("403 own_account", (await shared.SendAsync(method, $"users/{own}/{act}", token: shared.Administrator)).Outcome);
            Assert.Equal("403 admin_role_needs_admin", (await shared.SendAsync(method, $"users/{own}/{act}")).Outcome);
        }
        Assert.Equal("403 own_account", (await shared.SendAsync("PATCH", $"users/{own}/", new { email = Account.NewEmail() }, shared.Administrator)).Outcome);
        Assert.Equal("403 admin_role_needs_admin", (await shared.SendAsync("PATCH", $"users/{own}/", new { email = Account.NewEmail() })).Outcome);
        // One of two may go, the one that is left may not.
        var other = await Account.ByPasswordAsync(shared.Rest);
        Assert.Equal("200 ok", (await shared.SendAsync("PUT", $"users/{other.Id}/roles/", new { roles = Many.Of("admin") }, shared.Administrator)).Outcome);
        var second = (await shared.PasswordAsync(other.Username, Account.Password)).AccessToken;
        Assert.Equal("200 ok", (await shared.SendAsync("POST", $"users/{other.Id}/disable/", token: shared.Administrator)).Outcome);
        Assert.Equal("401 invalid_token", (await shared.SendAsync("POST", $"users/{own}/disable/", token: second)).Outcome);
        Assert.Equal("403 admin_role_needs_admin", (await shared.SendAsync("POST", $"users/{other.Id}/enable/")).Outcome);
        Assert.Equal("200 ok", (await shared.SendAsync("DELETE", $"users/{other.Id}/", token: shared.Administrator)).Outcome);
        Assert.Equal("404 not_found", (await shared.SendAsync("POST", $"users/{Guid.CreateVersion7()}/disable/")).Outcome);
    }

    [Fact]
    public async Task An_export_has_everything_about_a_user_but_no_secret_and_nothing_of_others()
    {
        var someone = await Account.ByPinAsync(shared.Rest, device: Account.NewDevice());
        await shared.SendAsync("PATCH", $"users/{someone.Id}/", new { given_name = "Eva" });
        await shared.Host.AuditAsync(someone.Id, "sign_in.succeeded");
        var export = (await shared.SendAsync("GET", $"users/{someone.Id}/export/")).Data;
        Assert.Equal(("Eva", 1, 1, false), ((string?)export["profile"]!["claims"]!["given_name"], export["sessions"]!.AsArray().Count, export["devices"]!.AsArray().Count, (bool)export["audit_is_cut"]!));
        var changed = export["audit"]!.AsArray().Single(row => (string?)row!["event"] == AdminActs.UserChanged)!;
        Assert.Equal((null, null, null), (changed["actor"], changed["ip"], changed["user_agent"]));
        var (hash, stamp) = await shared.Host.ReadAsync(async db => ((await db.Pins.SingleAsync(p => p.UserId == Guid.Parse(someone.Id))).Hash, (await db.Users.SingleAsync(u => u.Id == Guid.Parse(someone.Id))).SecurityStamp!));
        foreach (var secret in new[] { hash, stamp, Account.Pin + "\"" }) Assert.DoesNotContain(secret, export.ToJsonString(), StringComparison.Ordinal);
        Assert.Single(await shared.Host.AuditAsync(someone.Id, AdminActs.UserExported));
        Assert.Equal("404 not_found", (await shared.SendAsync("GET", $"users/{Guid.CreateVersion7()}/export/")).Outcome);
    }

    [Fact]
    public async Task APIs_are_told_of_a_deletion_without_who_it_was()
    {
        var someone = await Account.ByPasswordAsync(shared.Rest);
        var version = (long)(await shared.SendAsync("GET", $"users/{someone.Id}/")).Data["version"]!;
        await shared.SendAsync("DELETE", $"users/{someone.Id}/");
        await using var db = await shared.EngineAsync();
        var told = JsonNode.Parse((await db.SecurityEvents.Where(e => e.Subject == someone.Id && e.Type == "urn:authplatform:event:user-changed").OrderBy(e => e.Sequence).LastAsync()).Payload)!;
        Assert.Equal((someone.Id, true, true, null, null), ((string?)told["id"], (bool)told["disabled"]!, (bool)told["deleted"]!, told["username"], told["phone_number"]));
        Assert.True((long)told["version"]! > version);
        Assert.EndsWith("Z", (string)told["created_at"]!, StringComparison.Ordinal);
    }
}
