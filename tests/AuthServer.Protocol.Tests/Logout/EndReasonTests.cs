using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AuthServer.Protocol.Sessions;

namespace AuthServer.Protocol.Tests.Logout;

/// <summary>Whatever ends a session, its clients hear of it.</summary>
public sealed partial class EndReasonTests : IAsyncDisposable
{
    // One for each test: users are deleted and lose their PIN here.
    private readonly Server _server = new();

    private const string Phone = "+12025550102";
    private const string FirstPin = "6184";
    private const string NextPin = "8316";

    /// <summary>Those that end one grant and leave the session alone.</summary>
    private static readonly EndReason[] OfGrants = [EndReason.TokenRevoked, EndReason.RefreshTokenReused, EndReason.CodeReplayed, EndReason.ConsentWithdrawn, EndReason.ClientDeleted];

    private string _pin = FirstPin;

    [Fact]
    public async Task Every_end_of_a_session_reaches_its_client()
    {
        await using var web = await LogoutReceiver.ForAsync(_server, "web");
        // "That was not me" comes last: it makes the PIN good for nothing. Alice is the one who is deleted.
        foreach (var reason in Enum.GetValues<EndReason>().Except(OfGrants).OrderBy(reason => reason == EndReason.NotMe))
        {
            using var browser = reason == EndReason.AccountDeleted ? await _server.SignedInAsync() : await _server.SignedInAsync(Phone, _pin);
            var sid = LogoutClients.Sid(await _server.TokensAsync(browser));
            await EndAsync(reason, browser, sid);
            var claims = await LogoutTokens.ReadAsync(_server, await web.NextAsync(), "web");
            Assert.True(sid == (string?)claims["sid"], reason.ToString());
            Assert.False(await browser.IsSignedInAsync() && reason != EndReason.AnotherUser, reason.ToString());
            await _server.WaitingAsync(rows => rows.Count == 0);
        }
        await using var db = await _server.DbAsync();
        var told = db.SecurityEvents.Where(e => e.Type == AuthServer.Protocol.Events.EventTypes.SessionRevoked).Select(e => e.Payload).AsEnumerable().Select(p => (string)JsonNode.Parse(p)!["reason"]!).Distinct().Count();
        Assert.Equal(Enum.GetValues<EndReason>().Length - OfGrants.Length, told);
    }

    [Fact]
    public async Task App_that_signs_in_by_itself_hears_too()
    {
        await using var mobile = await LogoutReceiver.ForAsync(_server, "mobile");
        var tokens = Expect.Tokens(await _server.PinAsync());
        await _server.PostRawAsync("/api/v1/logout/", $$"""{"refresh":"{{tokens.RefreshToken}}"}""", "application/json");
        var claims = await LogoutTokens.ReadAsync(_server, await mobile.NextAsync(), "mobile", "ES256");
        Assert.Equal(LogoutClients.Sid(tokens), (string?)claims["sid"]);
        await _server.ChangeClientAsync("mobile", c => c.BackChannelLogoutUri = null);
    }

    [Fact]
    public async Task End_of_one_grant_is_not_the_end_of_the_session()
    {
        await using var web = await LogoutReceiver.ForAsync(_server, "web");
        using var browser = await _server.SignedInAsync();
        var tokens = await _server.TokensAsync(browser);
        await _server.OAuth.PostAsync("/connect/revocation", "web", OAuth.WebSecret, ("token", tokens.RefreshToken));
        Assert.Empty(await _server.WaitingAsync());
        Assert.Equal(0, web.Count);
        // Nothing of it is left for another test to hear of.
        using var signedOut = await browser.SignOutAsync(tokens);
        await _server.WaitingAsync(rows => rows.Count == 0);
    }

    private async Task EndAsync(EndReason reason, Browser browser, string sid) => await (reason switch
    {
        EndReason.Logout => SignOutAsync(browser),
        EndReason.AnotherUser => SignInAsAnotherAsync(browser),
        EndReason.EndedByUser => CallAsync(HttpMethod.Delete, $"/auth/sessions/{sid}/"),
        EndReason.DeviceRemoved => RemoveDevicesAsync(),
        EndReason.CredentialChanged => ChangePinAsync(),
        EndReason.TooMany => SignInOftenAsync(),
        EndReason.NotMe => DisownAsync(),
        EndReason.EndedByAdministrator => AdministerAsync(HttpMethod.Delete, $"{await SubjectAsync(Phone, _pin)}/sessions/{sid}/"),
        EndReason.AccountDisabled => DisableForAMomentAsync(),
        EndReason.AccountDeleted => AdministerAsync(HttpMethod.Delete, $"{await SubjectAsync(Server.Phone, Server.Pin)}/"),
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "A new reason has to be given its way here."),
    });

    private static async Task SignOutAsync(Browser browser)
    {
        using var page = await browser.OpenAsync("/logout");
        using var done = await browser.SubmitAsync(page);
    }

    private static async Task SignInAsAnotherAsync(Browser browser)
    {
        using var answer = await Server.SignInAsync(browser, await browser.GetAsync("/login/pin"));
    }

    private async Task RemoveDevicesAsync()
    {
        var devices = (await CallAsync(HttpMethod.Get, "/auth/devices/"))["data"]!["items"]!.AsArray();
        Assert.NotEmpty(devices);
        foreach (var device in devices) await CallAsync(HttpMethod.Delete, $"/auth/devices/{(string?)device!["id"]}/");
    }

    private async Task ChangePinAsync()
    {
        await CallAsync(HttpMethod.Post, "/auth/pin/change/", new { current_pin = FirstPin, new_pin = NextPin });
        _pin = NextPin;
    }

    private async Task SignInOftenAsync()
    {
        for (var i = 0; i < 100; i++) Expect.Tokens(await _server.OAuth.PinAsync(Phone, _pin));
    }

    private async Task DisownAsync()
    {
        using var owner = _server.OAuth.NewBrowser();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var inbox = JsonNode.Parse(await _server.OAuth.Http.GetStringAsync("/dev/inbox?format=json", limit.Token))!.AsArray();
            var bobs = inbox.Where(m => (string?)m!["to"] is Phone or "bob@example.com").Select(m => NotMe().Match((string)m!["body"]!)).FirstOrDefault(m => m.Success);
            if (bobs is not null)
            {
                using var done = await owner.SubmitAsync(await owner.GetAsync(bobs.Value));
                return;
            }
            await Task.Delay(50, limit.Token);
        }
    }

    private async Task DisableForAMomentAsync()
    {
        var bob = await SubjectAsync(Phone, _pin);
        await AdministerAsync(HttpMethod.Post, $"{bob}/disable/");
        await AdministerAsync(HttpMethod.Post, $"{bob}/enable/");
    }

    private async Task<string> SubjectAsync(string phone, string pin) => (string)OAuth.Payload(Expect.Tokens(await _server.OAuth.PinAsync(phone, pin)).AccessToken)["sub"]!;

    /// <summary>A call of a program with the scope admin, below the users.</summary>
    private async Task AdministerAsync(HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, "/api/v1/admin/users/" + path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Expect.Tokens(await _server.OAuth.WorkerAsync("admin")).AccessToken);
        using var answer = await _server.OAuth.Http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>A call of Bob's app.</summary>
    private async Task<JsonNode> CallAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Expect.Tokens(await _server.OAuth.PinAsync(Phone, _pin)).AccessToken);
        using var answer = await _server.OAuth.Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {(int)answer.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [GeneratedRegex(@"/not-me/[\w-]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex NotMe();
}
