using System.Net;

namespace AuthServer.Tests.Devices;

public sealed class NewDeviceTests : IAsyncLifetime
{
    private const string Phone = "+12025550101";
    private const string Tablet = "tablet-0123456789abcdef";
    private readonly AuthServerHost _host = AuthServerHost.With(new KeyValuePair<string, string>("Accounts:Pin:NewDevice", "Code"));
    private readonly Rest _rest;

    public NewDeviceTests() => _rest = new Rest(_host);

    [Fact]
    public async Task A_new_device_brings_a_code_once_and_is_known_from_then_on()
    {
        var challenge = await BeginAsync();
        var verified = await _rest.PostAsync("/auth/login/verify/", new { challenge_id = challenge, code = await _rest.CodeAsync(Phone) });
        Assert.Equal(HttpStatusCode.OK, verified.Status);
        Assert.Equal(HttpStatusCode.OK, (await _rest.PinLoginAsync(Phone, "4927", Tablet)).Status);
        _host.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("device_verification_required", (await _rest.PinLoginAsync(Phone, "4927", "another-0123456789abcdef")).Code);
    }

    [Fact]
    public async Task A_wrong_pin_from_a_new_device_is_answered_as_from_a_known_one()
    {
        Assert.Equal("invalid_credentials", (await _rest.PinLoginAsync(Phone, "0000", Tablet)).Code);
    }

    [Fact]
    public async Task A_device_enrolled_at_registration_needs_no_code()
    {
        await _rest.PostAsync("/auth/register/", new { phone_number = "+12025550160", pin = "8305", device = new { id = Tablet } });
        Assert.Equal(HttpStatusCode.OK, (await _rest.PinLoginAsync("+12025550160", "8305", Tablet)).Status);
        Assert.NotEqual(HttpStatusCode.OK, (await _rest.PinLoginAsync("+12025550160", "8305")).Status);
    }

    [Fact]
    public async Task A_challenge_stays_open_while_no_new_message_may_be_sent()
    {
        var challenge = await BeginAsync();
        Assert.Equal(challenge, await BeginAsync());
        var other = await _rest.PinLoginAsync(Phone, "4927", "another-0123456789abcdef");
        Assert.Equal((HttpStatusCode.TooManyRequests, "too_many_requests"), (other.Status, other.Code));
        Assert.NotNull(other.Headers.RetryAfter);
    }

    [Fact]
    public async Task A_code_works_once_and_only_with_its_challenge()
    {
        var challenge = await BeginAsync();
        var code = await _rest.CodeAsync(Phone);
        Assert.Equal("invalid_credentials", (await _rest.PostAsync("/auth/login/verify/", new { challenge_id = "AAAAAAAAAAAAAAAAAAAAAA", code })).Code);
        Assert.Equal(HttpStatusCode.OK, (await _rest.PostAsync("/auth/login/verify/", new { challenge_id = challenge, code })).Status);
        Assert.Equal("invalid_credentials", (await _rest.PostAsync("/auth/login/verify/", new { challenge_id = challenge, code })).Code);
    }

    [Fact]
    public async Task The_grant_asks_for_the_code_too()
    {
        using var app = new OAuth(_host);
        var asked = await app.PinAsync();
        Assert.Equal((HttpStatusCode.BadRequest, "device_verification_required"), (asked.Status, asked.Error));
        var answer = await app.TokenAsync(("grant_type", "urn:authplatform:grant-type:pin"), ("client_id", "mobile"), ("challenge_id", asked["challenge_id"]!), ("code", await _rest.CodeAsync(Phone)));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(["pin", "sms", "mfa"], OAuth.Payload(answer.AccessToken)["amr"]!.AsArray().Select(m => (string?)m));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _rest.Dispose();
        await _host.DisposeAsync();
    }

    private async Task<string> BeginAsync()
    {
        var asked = await _rest.PinLoginAsync(Phone, "4927", Tablet);
        Assert.Equal((HttpStatusCode.Forbidden, "device_verification_required"), (asked.Status, asked.Code));
        return (string)asked.Data["challenge_id"]!;
    }
}
