using System.Net;

namespace AuthServer.Tests.Credentials;

public sealed class PinGrantTests : IAsyncLifetime
{
    // A host of its own for every test: locks stay.
    private readonly AuthServerHost _host = new();
    private readonly OAuth _app;

    public PinGrantTests() => _app = new OAuth(_host);

    [Fact]
    public async Task The_right_pin_gets_tokens()
    {
        var answer = await _app.PinAsync();
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var claims = OAuth.Payload(answer.AccessToken);
        Assert.Equal("pin", (string?)claims["amr"]![0]);
        Assert.NotNull(answer["refresh_token"]);
    }

    [Fact]
    public async Task Unknown_wrong_locked_and_malformed_get_one_answer()
    {
        var wrong = await _app.PinAsync(pin: "0000");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Equal("invalid_grant", wrong.Error);
        for (var i = 0; i < 4; i++) await _app.PinAsync(pin: "0000");
        foreach (var (phone, pin) in new[] { ("+12025550101", "4927"), ("+12025550101", "0000"), ("+12025550188", "4927"), ("not-a-number", "4927"), ("+12025550102", "x y"), ("+12025550102", new string('1', 1000)) })
        {
            var answer = await _app.PinAsync(phone, pin);
            Assert.Equal((wrong.Status, wrong.Text), (answer.Status, answer.Text));
        }
    }

    [Fact]
    public async Task A_lock_holds_over_all_ways_in_and_ends_on_time()
    {
        for (var i = 0; i < 5; i++) await _app.PinAsync(pin: "0000");
        Assert.Equal(HttpStatusCode.BadRequest, (await PasswordAsync("alice", "Correct-horse-7")).Status);
        _host.Clock.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.BadRequest, (await _app.PinAsync()).Status);
        _host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await _app.PinAsync()).Status);
    }

    [Fact]
    public async Task A_signed_in_user_stays_signed_in_while_a_stranger_locks_the_account()
    {
        var tokens = await _app.PinAsync();
        for (var i = 0; i < 6; i++) await _app.PinAsync(pin: "0000");
        Assert.Equal(HttpStatusCode.OK, (await _app.RefreshAsync(tokens.RefreshToken)).Status);
    }

    [Fact]
    public async Task Two_hundred_guesses_at_once_that_hold_the_right_one_lock_the_account()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => _app.PinAsync(pin: i == 150 ? "4927" : (1000 + i).ToString(System.Globalization.CultureInfo.InvariantCulture))));
        Assert.InRange(answers.Count(a => a.Status == HttpStatusCode.OK), 0, 1);
        // The right one lifts the lock that it set itself: where it came fifth and ended last, one guess is left.
        Assert.Equal(HttpStatusCode.BadRequest, (await _app.PinAsync(pin: "0000")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await _app.PinAsync()).Status);
    }

    [Theory]
    [InlineData("urn:authplatform:grant-type:pin")]
    [InlineData("password")]
    public async Task Third_party_clients_are_refused(string grantType)
    {
        var answer = await _app.PostAsync("/connect/token", "partner", OAuth.PartnerSecret, ("grant_type", grantType), ("phone_number", "+12025550101"), ("pin", "4927"), ("username", "alice"), ("password", "Correct-horse-7"));
        Assert.Equal("unauthorized_client", answer.Error);
    }

    [Theory]
    [InlineData("alice")]
    [InlineData("ALICE")]
    [InlineData("Alice@Example.com")]
    [InlineData("+1 202 555 0101")]
    public async Task A_password_goes_with_every_name_of_the_user(string name) => Assert.Equal(HttpStatusCode.OK, (await PasswordAsync(name, "Correct-horse-7")).Status);

    [Fact]
    public async Task A_malformed_scope_costs_no_guess()
    {
        for (var i = 0; i < 6; i++) Assert.Equal("invalid_scope", (await _app.PinAsync(pin: "0000", scope: "no-such-scope")).Error);
        Assert.Equal(HttpStatusCode.OK, (await _app.PinAsync()).Status);
    }

    [Fact]
    public async Task A_scope_without_offline_access_gets_no_refresh_token() => Assert.Null((await _app.PinAsync(scope: "openid users:read"))["refresh_token"]);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _app.Dispose();
        await _host.DisposeAsync();
    }

    private Task<OAuthAnswer> PasswordAsync(string name, string password) => _app.TokenAsync(("grant_type", "password"), ("client_id", "mobile"), ("username", name), ("password", password));
}
