using System.Net;
using AuthServer.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AuthServer.Tests.Accounts;

public sealed class LoginTests : IAsyncLifetime
{
    private readonly AuthServerHost _host = new();
    private readonly Rest _rest;

    public LoginTests() => _rest = new Rest(_host);

    [Fact]
    public async Task Login_call_refresh_and_logout()
    {
        var login = await _rest.PinLoginAsync("+12025550101", "4927");
        Assert.Equal(HttpStatusCode.OK, login.Status);
        Assert.Equal("alice", (string?)login.Data["profile"]!["username"]);
        Assert.Equal(HttpStatusCode.OK, (await _rest.GetAsync("/auth/pin/status", login.Access)).Status);
        var refreshed = await _rest.PostAsync("/api/v1/token/refresh/", new { refresh = login.Refresh });
        Assert.Equal(HttpStatusCode.OK, refreshed.Status);
        for (var i = 0; i < 2; i++) Assert.Equal(HttpStatusCode.OK, (await _rest.PostAsync("/api/v1/logout/", new { refresh = (string)refreshed.Data["refresh"]! })).Status);
        var ended = await _rest.PostAsync("/api/v1/refresh/", new { refresh = (string)refreshed.Data["refresh"]! });
        Assert.Equal((HttpStatusCode.Unauthorized, "invalid_refresh_token"), (ended.Status, ended.Code));
        Assert.Equal("invalid_token", (await _rest.GetAsync("/auth/pin/status/", (string)refreshed.Data["access"]!)).Code);
    }

    [Fact]
    public async Task Unknown_wrong_locked_disabled_and_without_a_secret_get_one_answer()
    {
        await _rest.PostAsync("/api/v1/register/", new { username = "nopin1", email = "nopin@example.com", phone = "+12025550140", password = "long-enough-22" });
        await ChangeAsync("bob", user => user.Disabled = true);
        var wrong = await _rest.PinLoginAsync("+12025550103", "0000");
        Assert.Equal((HttpStatusCode.Unauthorized, "invalid_credentials"), (wrong.Status, wrong.Code));
        for (var i = 0; i < 5; i++) await _rest.PinLoginAsync("+12025550101", "0000");
        foreach (var (phone, pin) in new[] { ("+12025550101", "4927"), ("+12025550102", "6184"), ("+12025550140", "8305"), ("+12025550199", "8305"), ("nonsense", "8305") })
        {
            var answer = await _rest.PinLoginAsync(phone, pin);
            Assert.Equal((wrong.Status, wrong.Shape), (answer.Status, answer.Shape));
        }
    }

    [Fact]
    public async Task Pin_status_counts_and_tells_of_the_lock()
    {
        var login = await _rest.PinLoginAsync("+12025550101", "4927");
        for (var i = 0; i < 2; i++) await _rest.PinLoginAsync("+12025550101", "0000");
        var status = await _rest.GetAsync("/auth/pin/status/", login.Access);
        Assert.Equal((2, 3, false), ((int)status.Data["failed_attempts"]!, (int)status.Data["attempts_remaining"]!, (bool)status.Data["is_locked"]!));
        for (var i = 0; i < 3; i++) await _rest.PinLoginAsync("+12025550101", "0000");
        status = await _rest.GetAsync("/auth/pin/status/", login.Access);
        Assert.Equal((0, true), ((int)status.Data["attempts_remaining"]!, (bool)status.Data["is_locked"]!));
        Assert.Equal(_host.Clock.GetUtcNow().AddMinutes(15), (DateTimeOffset)status.Data["locked_until"]!);
    }

    [Fact]
    public async Task A_disabled_user_is_refused_on_the_next_request_with_every_token()
    {
        var login = await _rest.PinLoginAsync("+12025550101", "4927");
        await ChangeAsync("alice", user => user.Disabled = true);
        Assert.Equal("invalid_token", (await _rest.GetAsync("/auth/pin/status/", login.Access)).Code);
        Assert.Equal("invalid_refresh_token", (await _rest.PostAsync("/api/v1/refresh/", new { refresh = login.Refresh })).Code);
    }

    [Fact]
    public async Task Tokens_of_other_clients_do_not_manage_accounts()
    {
        using var app = new OAuth(_host);
        var worker = (await app.WorkerAsync()).AccessToken;
        Assert.Equal("invalid_token", (await _rest.GetAsync("/auth/pin/status/", worker)).Code);
        Assert.Equal("missing_token", (await _rest.GetAsync("/auth/pin/status/")).Code);
    }

    [Fact]
    public async Task No_secret_is_logged()
    {
        await _rest.PostAsync("/auth/register/", new { phone_number = "+12025550150", pin = "8305" });
        var code = await _rest.CodeAsync("+12025550150");
        var login = await _rest.PinLoginAsync("+12025550150", "8305");
        await _rest.PostAsync("/api/v1/login/", new { username = "alice", password = "Correct-horse-7" });
        foreach (var secret in new[] { "8305", code, login.Access, login.Refresh, "Correct-horse-7", "+12025550150" }) Assert.DoesNotContain(_host.Log.Lines, line => HoldsWord(line, secret));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _rest.Dispose();
        await _host.DisposeAsync();
    }

    // A PIN inside a longer number or identifier is a coincidence.
    private static bool HoldsWord(string line, string secret)
    {
        for (var at = line.IndexOf(secret, StringComparison.Ordinal); at >= 0; at = line.IndexOf(secret, at + 1, StringComparison.Ordinal))
        {
            if ((at == 0 || !char.IsAsciiLetterOrDigit(line[at - 1])) && (at + secret.Length == line.Length || !char.IsAsciiLetterOrDigit(line[at + secret.Length]))) return true;
        }
        return false;
    }

    private async Task ChangeAsync(string name, Action<User> change)
    {
        await using var db = await _host.Services.GetRequiredService<IDbContextFactory<AccountsDbContext>>().CreateDbContextAsync();
        change(await db.Users.SingleAsync(u => u.NormalizedUserName == name));
        await db.SaveChangesAsync();
    }
}
