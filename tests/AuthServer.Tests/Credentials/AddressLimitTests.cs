using System.Net;

namespace AuthServer.Tests.Credentials;

public sealed class AddressLimitTests
{
    [Fact]
    public async Task An_address_that_tries_too_often_waits_on_every_way_in()
    {
        await using var host = AuthServerHost.With([new("RateLimits:Enabled", "true"), new("Accounts:AttemptsPerMinute", "3")]);
        using var rest = new Rest(host);
        using var app = new OAuth(host);
        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.Unauthorized, (await rest.PinLoginAsync("+12025550170", "8305")).Status);
        var login = await rest.PinLoginAsync("+12025550101", "4927");
        Assert.Equal((HttpStatusCode.TooManyRequests, "too_many_requests"), (login.Status, login.Code));
        Assert.NotNull(login.Headers.RetryAfter);
        var register = await rest.PostAsync("/auth/register/", new { phone_number = "+12025550170", pin = "8305" });
        Assert.Equal(HttpStatusCode.TooManyRequests, register.Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await app.PinAsync()).Status);
    }
}
