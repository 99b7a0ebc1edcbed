using System.Net;
using AuthServer.Validation.Tests.Support;

namespace AuthServer.Validation.Tests;

public sealed class IssuerKeysTests
{
    [Fact]
    public async Task Keys_are_read_once_for_many_requests()
    {
        await using var api = await TestApi.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Expect(api, HttpStatusCode.OK, api.Token())));
        Assert.Equal(1, api.Issuer.KeyReads);
    }

    [Fact]
    public async Task Flood_of_unknown_keys_reads_at_most_once_a_minute()
    {
        await using var api = await TestApi.StartAsync();
        await Expect(api, HttpStatusCode.OK, api.Token());
        for (var minute = 1; minute <= 3; minute++)
        {
            await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Expect(api, HttpStatusCode.Unauthorized, Unknown(api, $"unknown-{minute}-{i}"))));
            Assert.Equal(1 + minute, api.Issuer.KeyReads);
            api.Clock.Advance(TimeSpan.FromSeconds(61));
        }
    }

    [Fact]
    public async Task New_key_is_found_at_once()
    {
        await using var api = await TestApi.StartAsync();
        await Expect(api, HttpStatusCode.OK, api.Token());
        api.Issuer.AddKey("key-2");
        await Expect(api, HttpStatusCode.OK, api.Issuer.Sign(
            TestIssuer.Header(keyId: "key-2").ToJsonString(), api.Issuer.Claims(api.Clock.GetUtcNow()).ToJsonString(), "key-2"));
    }

    [Fact]
    public async Task Issuer_that_was_never_reached_is_503_with_back_off_and_then_recovers()
    {
        await using var api = await TestApi.StartAsync();
        api.Issuer.IsDown = true;
        using var first = await api.GetAsync("/read", api.Token());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, first.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), first.Headers.RetryAfter?.Delta);
        api.Issuer.IsDown = false;
        await Expect(api, HttpStatusCode.ServiceUnavailable, api.Token());
        api.Clock.Advance(TimeSpan.FromSeconds(2));
        await Expect(api, HttpStatusCode.OK, api.Token());
    }

    [Fact]
    public async Task Known_keys_outlast_an_outage_of_the_issuer()
    {
        await using var api = await TestApi.StartAsync();
        await Expect(api, HttpStatusCode.OK, api.Token());
        api.Issuer.IsDown = true;
        api.Clock.Advance(TimeSpan.FromHours(3));
        await Expect(api, HttpStatusCode.OK, api.Token());
        await Expect(api, HttpStatusCode.OK, api.Token());
    }

    [Fact]
    public async Task Metadata_of_another_issuer_are_not_believed()
    {
        await using var api = await TestApi.StartAsync();
        api.Issuer.ClaimedIssuer = api.Issuer.Address + "/";
        await Expect(api, HttpStatusCode.ServiceUnavailable, api.Token());
        Assert.Equal(0, api.Issuer.KeyReads);
    }

    [Theory]
    [InlineData("http://auth.example")]
    [InlineData("auth.example")]
    [InlineData("ftp://localhost")]
    [InlineData("")]
    public void Authority_must_be_https_or_loopback(string authority) =>
        Assert.Throws<InvalidOperationException>(new PlatformTokenOptions { Authority = authority, Audience = "x" }.Validate);

    [Fact]
    public void Symmetric_algorithms_can_not_be_configured()
    {
        var options = new PlatformTokenOptions { Authority = "https://auth.example", Audience = "x" };
        options.Algorithms.Add("HS256");
        Assert.Throws<InvalidOperationException>(options.Validate);
    }

    private static string Unknown(TestApi api, string keyId) =>
        api.Issuer.Sign(TestIssuer.Header(keyId: keyId), api.Issuer.Claims(api.Clock.GetUtcNow()));

    private static async Task Expect(TestApi api, HttpStatusCode status, string token)
    {
        using var answer = await api.GetAsync("/read", token);
        Assert.Equal(status, answer.StatusCode);
    }
}
