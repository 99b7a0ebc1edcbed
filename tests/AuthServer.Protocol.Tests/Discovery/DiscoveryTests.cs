using System.Text.Json.Nodes;

namespace AuthServer.Protocol.Tests.Discovery;

/// <summary>What the server says of itself (OpenID Connect Discovery 1.0, RFC 8414).</summary>
public sealed class DiscoveryTests(Server server) : IClassFixture<Server>
{
    [Theory]
    [InlineData("/.well-known/openid-configuration")]
    [InlineData("/.well-known/oauth-authorization-server")]
    public async Task Document_is_the_agreed_one(string path)
    {
        using var response = await server.OAuth.Http.GetAsync(path);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("public, max-age=3600", response.Headers.CacheControl?.ToString());
        await Golden.EqualsFileAsync("discovery", JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    [Fact]
    public async Task Every_endpoint_that_is_announced_is_there()
    {
        var document = JsonNode.Parse(await server.OAuth.Http.GetStringAsync("/.well-known/openid-configuration"))!.AsObject();
        Assert.Equal(AuthServerHost.Issuer, document["issuer"]!.ToString());
        var addresses = document.Where(m => m.Key.EndsWith("_endpoint", StringComparison.Ordinal) || m.Key == "jwks_uri").Select(m => m.Value!.ToString()).ToList();
        Assert.Equal(8, addresses.Count);
        foreach (var address in addresses)
        {
            Assert.StartsWith(AuthServerHost.Issuer + "/", address, StringComparison.Ordinal);
            using var response = await server.OAuth.Http.GetAsync(address[AuthServerHost.Issuer.Length..]);
            Assert.NotEqual(HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    [Theory]
    [InlineData("/.well-known/openid-configuration/")]
    [InlineData("/.well-known/jwks/")]
    public async Task Address_works_with_a_trailing_slash(string path)
    {
        using var response = await server.OAuth.Http.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Host_of_the_request_is_in_no_document()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/.well-known/openid-configuration");
        request.Headers.Add("X-Forwarded-Host", "evil.example");
        request.Headers.Add("Forwarded", "host=evil.example");
        using var response = await server.OAuth.Http.SendAsync(request);
        Assert.DoesNotContain("evil.example", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var foreign = new HttpRequestMessage(HttpMethod.Get, "/.well-known/openid-configuration") { Headers = { Host = "evil.example" } };
        using var refused = await server.OAuth.Http.SendAsync(foreign);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task Key_set_holds_public_members_only()
    {
        using var response = await server.OAuth.Http.GetAsync("/.well-known/jwks");
        Assert.Equal("application/jwk-set+json", response.Content.Headers.ContentType?.ToString());
        var document = JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
        Assert.Equal(["keys"], document.Select(m => m.Key));
        var keys = document["keys"]!.AsArray().Select(k => k!.AsObject()).ToDictionary(k => k["alg"]!.ToString());
        Assert.Equal(["ES256", "PS256", "RS256"], keys.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["alg", "crv", "kid", "kty", "use", "x", "y"], keys["ES256"].Select(m => m.Key).Order(StringComparer.Ordinal));
        Assert.Equal(["alg", "e", "kid", "kty", "n", "use"], keys["RS256"].Select(m => m.Key).Order(StringComparer.Ordinal));
        Assert.Equal(["alg", "e", "kid", "kty", "n", "use"], keys["PS256"].Select(m => m.Key).Order(StringComparer.Ordinal));
        Assert.NotEqual(keys["RS256"]["n"]!.ToString(), keys["PS256"]["n"]!.ToString());
        Assert.InRange(keys["RS256"]["n"]!.ToString().Length, 342, 683);
        Assert.All(keys.Values, k => Assert.Equal("sig", k["use"]!.ToString()));
    }
}
