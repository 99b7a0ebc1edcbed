using System.Net.Http.Headers;
using AuthServer.Admin;
using AuthServer.Audit;
using AuthServer.Data;
using Microsoft.Extensions.DependencyInjection;

namespace AuthServer.Tests.Admin;

/// <summary>What administrators look at: audit, sessions, consents, numbers, and who may register clients.</summary>
public sealed class OversightTests(AdminHost shared) : IClassFixture<AdminHost>
{
    [Fact]
    public async Task The_audit_is_filtered_and_read_page_by_page_newest_first()
    {
        var someone = await Account.ByPasswordAsync(shared.Rest);
        foreach (var name in new[] { "A", "B", "C" }) await shared.SendAsync("PATCH", $"users/{someone.Id}/", new { nickname = name });
        var seen = new List<string>();
        var next = "";
        var path = $"audit/?subject={someone.Id}&event={AdminActs.UserChanged}&actor=worker&outcome=success&client_id=worker&ip=127.0.0.1&limit=2";
        for (var more = true; more;)
        {
            var page = await shared.SendAsync("GET", path + (next.Length == 0 ? "" : "&cursor=" + next));
            seen.AddRange(page.Items.Select(row => (string)row["id"]!));
            (next, more) = ((string?)page.Data["next_cursor"] ?? "", (bool)page.Data["has_more"]!);
            if (more) Assert.Equal("400 invalid_cursor", (await shared.SendAsync("GET", $"audit/?cursor={next}")).Outcome);
        }
        Assert.Equal((await shared.Host.AuditAsync(someone.Id, AdminActs.UserChanged, 3)).Select(row => row.Id.ToString()).Reverse(), seen);
        var now = shared.Host.Clock.GetUtcNow();
        Assert.Empty((await shared.SendAsync("GET", $"audit/?subject={someone.Id}&to={now.AddSeconds(-1):yyyy-MM-ddTHH:mm:ssZ}")).Items);
        Assert.Empty((await shared.SendAsync("GET", $"audit/?subject={someone.Id}&from={now.AddSeconds(1):yyyy-MM-ddTHH:mm:ssZ}")).Items);
        foreach (var wrong in new[] { "format=xml", "limit=0", "from=2027-01-02T00:00:00Z&to=2027-01-01T00:00:00Z", "ip=" + new string('1', 257) }) Assert.Equal("400 validation_failed", (await shared.SendAsync("GET", "audit/?" + wrong)).Outcome);
        Assert.Equal("400 invalid_cursor", (await shared.SendAsync("GET", "audit/?cursor=x")).Outcome);
    }

    [Fact]
    public async Task A_spreadsheet_runs_nothing_of_the_audit()
    {
        var subject = Guid.CreateVersion7().ToString();
        string[] details = ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "say \"x\",\nand more", "plain"];
        var audit = shared.Host.Services.GetRequiredService<AuditLog>();
        var statements = shared.Host.Services.GetRequiredService<Statements>();
        foreach (var detail in details)
            await statements.WriteAsync(write => audit.AddAsync(write, new AuditEntry { At = shared.Host.Clock.GetUtcNow(), Event = "test", Outcome = "success", Subject = subject, Detail = detail, UserAgent = "=cmd()" }), CancellationToken.None);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/admin/audit/?format=csv&subject={subject}") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", shared.Program) } };
        using var answer = await shared.OAuth.Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal(("text/csv", "audit.csv"), (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.FileName!.Trim('"')));
        Assert.StartsWith("\"id\",\"at\",\"event\"", text, StringComparison.Ordinal);
        foreach (var cell in new[] { "\"'=1+1\"", "\"'+1\"", "\"'-1\"", "\"'@x\"", "\"'\tx\"", "\"'\rx\"", "\"say \"\"x\"\",\nand more\"", "\"plain\"", "\"'=cmd()\"" }) Assert.Contains(cell, text, StringComparison.Ordinal);
        Assert.Equal(details.Length + 1, text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.NotEmpty(await shared.DetailsAsync(AdminActs.AuditExported));
    }

    [Fact]
    public async Task A_session_is_seen_and_ended_and_of_no_other_user()
    {
        var someone = await Account.ByPinAsync(shared.Rest);
        var session = Assert.Single((await shared.SendAsync("GET", $"users/{someone.Id}/sessions/")).Items);
        Assert.Contains((await shared.SendAsync("GET", "sessions/?limit=100")).Items, row => (string?)row["id"] == (string?)session["id"] && (string?)row["user_id"] == someone.Id);
        Assert.Equal("404 not_found", (await shared.SendAsync("DELETE", $"users/{await shared.IdAsync("alice")}/sessions/{session["id"]}/")).Outcome);
        Assert.Equal("200 ok", (await shared.SendAsync("DELETE", $"users/{someone.Id}/sessions/{session["id"]}/")).Outcome);
        Assert.Equal("404 not_found", (await shared.SendAsync("DELETE", $"users/{someone.Id}/sessions/{session["id"]}/")).Outcome);
        Assert.Equal("401 invalid_refresh_token", (await shared.Rest.RefreshAsync(someone.Refresh)).Outcome);
        Assert.Equal((string?)session["id"], Assert.Single(await shared.Host.AuditAsync(someone.Id, AdminActs.SessionEnded)).Detail);
        Assert.Equal("ended_by_administrator", Assert.Single(await shared.Host.AuditAsync(someone.Id, AuditEvents.SessionEnded)).Detail);
    }

    [Fact]
    public async Task A_withdrawn_consent_takes_the_tokens_with_it_and_is_asked_for_anew()
    {
        using var browser = shared.OAuth.NewBrowser();
        var code = (await OAuth.SignInAsync(browser))["code"];
        var tokens = await shared.OAuth.RedeemAsync(code);
        var alice = await shared.IdAsync("alice");
        var row = Assert.Single((await shared.SendAsync("GET", $"consents/?user={alice}&client=web")).Items);
        Assert.Contains("email", row["scopes"]!.AsArray().Select(scope => (string?)scope));
        Assert.Empty((await shared.SendAsync("GET", $"consents/?user={alice}&client=partner")).Items);
        Assert.Equal("200 ok", (await shared.SendAsync("DELETE", $"consents/{alice}/web/")).Outcome);
        Assert.Equal("404 not_found", (await shared.SendAsync("DELETE", $"consents/{alice}/web/")).Outcome);
        Assert.False((await shared.OAuth.IntrospectAsync(tokens.AccessToken)).Active);
        Assert.Equal("invalid_grant", (await shared.OAuth.PostAsync("/connect/token", "web", OAuth.WebSecret, ("grant_type", "refresh_token"), ("refresh_token", tokens.RefreshToken))).Error);
        Assert.Equal("consent_required", OAuth.Answer(await browser.GetAsync(OAuth.AuthorizeUrl(("prompt", "none"))))["error"]);
        Assert.Equal("web", Assert.Single(await shared.Host.AuditAsync(alice, AdminActs.ConsentWithdrawn)).Detail);
    }

    [Theory]
    [InlineData("https://app.example/a/b")]
    [InlineData("https://app.example/a%2Fb")]
    public async Task Consent_of_a_client_that_is_an_address_is_withdrawn_by_its_exact_spelling(string clientId)
    {
        var bob = await shared.IdAsync("bob");
        await using (var db = await shared.EngineAsync())
        {
            var scopes = AuthServer.Protocol.Scopes.ScopeSet.Parse("openid")!;
            db.Consents.Add(new AuthServer.Protocol.Consents.Consent { Subject = bob, ClientId = clientId, Scopes = scopes, Asked = scopes, GrantedAt = shared.Host.Clock.GetUtcNow() });
            await db.SaveChangesAsync();
        }
        var path = $"consents/{bob}/{Uri.EscapeDataString(clientId)}/";
        Assert.Equal("200 ok", (await shared.SendAsync("DELETE", path)).Outcome);
        Assert.Equal("404 not_found", (await shared.SendAsync("DELETE", path)).Outcome);
    }

    [Fact]
    public async Task The_numbers_follow_what_happens()
    {
        var before = (await shared.SendAsync("GET", "stats/")).Data;
        var someone = await Account.ByPasswordAsync(shared.Rest);
        await shared.Rest.PasswordLoginAsync(someone.Email, "wrong-enough-1");
        await shared.Host.AuditAsync(someone.Id, AuditEvents.SignedIn);
        await shared.SendAsync("POST", $"users/{(await Account.ByPasswordAsync(shared.Rest)).Id}/disable/");
        var after = (await shared.SendAsync("GET", "stats/")).Data;
        Assert.Equal((2, 1), ((int)after["users"]! - (int)before["users"]!, (int)after["disabled_users"]! - (int)before["disabled_users"]!));
        Assert.True((int)after["sign_ins"]![0]!["succeeded"]! > (int)before["sign_ins"]![0]!["succeeded"]!);
        Assert.True((int)after["sign_ins"]![0]!["failed"]! > (int)before["sign_ins"]![0]!["failed"]!);
        Assert.Equal((7, 3), (after["sign_ins"]!.AsArray().Count, after["keys"]!.AsArray().Count));
        Assert.True((int)after["clients"]!["administrator"]! >= 8);
    }

    [Fact]
    public async Task A_registration_token_is_told_once()
    {
        var made = await shared.SendAsync("POST", "registration-tokens/", new { name = "Partners", quota = 3, expires_at = shared.Host.Clock.GetUtcNow().AddDays(1), scope = "openid email" });
        var token = (string)made.Data["token"]!;
        Assert.Equal(("201 ok", 43, 3, "openid email"), (made.Outcome, token.Length, (int)made.Data["remaining"]!, (string?)made.Data["scope"]));
        var list = await shared.SendAsync("GET", "registration-tokens/");
        Assert.Contains(list.Items, row => (string?)row["name"] == "Partners" && row["token"] is null);
        Assert.DoesNotContain(token, list.Body.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(shared.Host.Log.Lines, line => line.Contains(token, StringComparison.Ordinal));
        Assert.Equal("200 ok", (await shared.SendAsync("DELETE", $"registration-tokens/{made.Data["id"]}/")).Outcome);
        Assert.Equal("404 not_found", (await shared.SendAsync("DELETE", $"registration-tokens/{made.Data["id"]}/")).Outcome);
        Assert.Equal([$"{made.Data["id"]} Partners"], await shared.DetailsAsync(AdminActs.RegistrationTokenCreated));
        var later = shared.Host.Clock.GetUtcNow().AddDays(1);
        foreach (var body in new object[] { new { name = " ", quota = 1, expires_at = later }, new { name = "x", quota = 0, expires_at = later }, new { name = "x", quota = 1, expires_at = later.AddDays(-2) }, new { name = "x", quota = 1, expires_at = later, scope = "admin" }, new { name = "x", quota = 1, expires_at = later, scope = "nothing" } })
            Assert.Equal("400 validation_failed", (await shared.SendAsync("POST", "registration-tokens/", body)).Outcome);
    }
}
