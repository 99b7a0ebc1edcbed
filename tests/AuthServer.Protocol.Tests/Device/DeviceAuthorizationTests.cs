namespace AuthServer.Protocol.Tests.Device;

/// <summary>The device authorization endpoint (RFC 8628 §3.1, §3.2).</summary>
public sealed class DeviceAuthorizationTests(Server server) : IClassFixture<Server>
{
    [Fact]
    public async Task Answer_has_both_codes_and_where_to_type_one()
    {
        var answer = await Tv.AskAsync(server, ("client_id", "tv"), ("scope", "openid profile"));
        Assert.Equal(["device_code", "user_code", "verification_uri", "verification_uri_complete", "expires_in", "interval"], answer.Json!.Select(member => member.Key));
        Assert.Matches("^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$", answer["user_code"]);
        Assert.Equal("http://localhost:5100/device", answer["verification_uri"]);
        Assert.Equal("http://localhost:5100/device?user_code=" + answer["user_code"], answer["verification_uri_complete"]);
        Assert.Equal(("600", "5"), (answer["expires_in"], answer["interval"]));
        Expect.NotCached(answer);
    }

    [Fact]
    public async Task No_two_devices_have_the_same_codes()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Tv.StartAsync(server)));
        Assert.Equal(30, answers.Select(a => a.UserCode).Distinct().Count());
        Assert.Equal(30, answers.Select(a => a.DeviceCode).Distinct().Count());
    }

    [Fact]
    public async Task Neither_code_is_in_the_database()
    {
        var tv = await Tv.StartAsync(server);
        await using var db = await server.DbAsync();
        var texts = db.DeviceRequests.AsEnumerable().Select(d => $"{Convert.ToHexString(d.UserCode)} {System.Text.Encoding.Latin1.GetString(d.UserCode)} {d.Id} {d.UserAgent} {d.Address}");
        Assert.All(texts, text => Assert.DoesNotContain(tv.UserCode.Replace("-", "", StringComparison.Ordinal), text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("mobile", "openid", "unauthorized_client")]
    [InlineData("nobody", "openid", "invalid_client")]
    [InlineData("tv", "openid search", "invalid_scope")]
    [InlineData("tv", "openid  profile", "invalid_scope")]
    [InlineData("tv", "", "invalid_scope")]
    public async Task Refuses(string client, string scope, string error) => Expect.Refusal(await Tv.AskAsync(server, ("client_id", client), ("scope", scope)), error);

    [Fact]
    public async Task Refuses_a_confidential_client_without_its_secret()
    {
        await server.ChangeClientAsync("partner", c => c.GrantTypes = [.. c.GrantTypes, "urn:ietf:params:oauth:grant-type:device_code"]);
        Expect.Refusal(await Tv.AskAsync(server, ("client_id", "partner"), ("scope", "openid")), "invalid_client");
        Assert.Equal(HttpStatusCode.OK, (await server.OAuth.PostAsync("/connect/deviceauthorization", "partner", OAuth.PartnerSecret, ("scope", "openid"))).Status);
    }

    [Fact]
    public async Task Refuses_a_resource_that_the_scopes_are_not_for() =>
        Expect.Refusal(await Tv.AskAsync(server, ("client_id", "tv"), ("scope", "openid"), ("resource", "resource-api")), "invalid_target");

    [Fact]
    public async Task Refuses_a_query_and_a_repeated_parameter()
    {
        Expect.Refusal(await server.OAuth.PostAsync("/connect/deviceauthorization?client_id=tv", null, null, ("scope", "openid")), "invalid_request");
        Expect.Refusal(await Tv.AskAsync(server, ("client_id", "tv"), ("scope", "openid"), ("scope", "profile")), "invalid_request");
    }

    [Fact]
    public async Task Fourth_device_of_an_address_that_allows_three_waits_until_one_is_over()
    {
        await using var limited = new LimitedServer();
        for (var i = 0; i < 3; i++) await Tv.StartAsync(limited);
        var refused = await Tv.AskAsync(limited, ("client_id", "tv"), ("scope", "openid"));
        Expect.Refusal(refused, "slow_down", HttpStatusCode.TooManyRequests);
        Assert.NotNull(refused.Headers.RetryAfter);
        limited.Clock.Advance(TimeSpan.FromMinutes(10));
        await Tv.StartAsync(limited);
    }

    [Fact]
    public async Task Of_fifty_devices_at_once_as_many_wait_as_may()
    {
        await using var limited = new LimitedServer();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Tv.AskAsync(limited, ("client_id", "tv"), ("scope", "openid"))));
        Assert.Equal(3, answers.Count(a => a.Status == HttpStatusCode.OK));
    }

    [Fact]
    public async Task Address_has_two_hundred_devices_that_wait_over_all_clients()
    {
        await using var limited = new LimitedServer();
        await Tv.StartAsync(limited);
        await limited.SqlAsync("""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 198)
            INSERT INTO device_requests (id, user_code, client_id, scopes, address, created_at, expires_at, "interval", decision, allowed)
            SELECT randomblob(16), randomblob(32), 'radio' || i, scopes, address, created_at, expires_at, 5, 0, '' FROM n, (SELECT * FROM device_requests LIMIT 1)
            """);
        await Tv.StartAsync(limited);
        Expect.Refusal(await Tv.AskAsync(limited, ("client_id", "tv"), ("scope", "openid")), "slow_down", HttpStatusCode.TooManyRequests);
        limited.Clock.Advance(TimeSpan.FromMinutes(10));
        await Tv.StartAsync(limited);
    }

    private sealed class LimitedServer() : Server([new("RateLimits:Enabled", "true"), new("Protocol:DeviceRequestsPerAddress", "3")]);
}
