using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AuthServer.Validation.Metadata;
using AuthServer.Validation.Tests.Support;

namespace AuthServer.Validation.Tests;

/// <summary>What an API tells clients of itself (RFC 9728).</summary>
public sealed class MetadataTests
{
    private const string WellKnown = "/.well-known/oauth-protected-resource";

    [Fact]
    public async Task Metadata_name_the_issuer_the_scopes_of_all_routes_and_the_header()
    {
        await using var api = await TestApi.StartAsync(resource: new("https://api.example") { Name = "Example", Documentation = "https://api.example/docs" });
        using var answer = await api.GetAsync(WellKnown, token: null);
        Assert.Equal((HttpStatusCode.OK, "application/json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var expected = new JsonObject
        {
            ["resource"] = "https://api.example",
            ["authorization_servers"] = new JsonArray(api.Issuer.Address),
            ["scopes_supported"] = new JsonArray("search", "users:read"),
            ["bearer_methods_supported"] = new JsonArray("header"),
            ["resource_name"] = "Example",
            ["resource_documentation"] = "https://api.example/docs",
        };
        Assert.Equal(expected.ToJsonString(), (await JsonAsync(answer)).ToJsonString());
    }

    [Fact]
    public async Task Metadata_leave_out_what_is_not_set_and_tell_the_scopes_that_are()
    {
        await using var api = await TestApi.StartAsync(resource: new("https://api.example") { Scopes = ["basic"] });
        using var answer = await api.GetAsync(WellKnown, token: null);
        var document = await JsonAsync(answer);
        Assert.Equal(["resource", "authorization_servers", "scopes_supported", "bearer_methods_supported"], document.Select(member => member.Key));
        Assert.Equal("""["basic"]""", document["scopes_supported"]!.ToJsonString());
    }

    [Fact]
    public async Task Pages_of_any_origin_may_read_the_metadata_and_everybody_may_keep_them()
    {
        await using var api = await TestApi.StartAsync(resource: new("https://api.example"));
        using var answer = await api.GetAsync(WellKnown, token: null);
        Assert.Equal("*", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Credentials"));
        Assert.Equal("public, max-age=3600", answer.Headers.CacheControl?.ToString());

        using var request = new HttpRequestMessage(HttpMethod.Options, WellKnown);
        request.Headers.TryAddWithoutValidation("Origin", "https://inspector.example");
        request.Headers.TryAddWithoutValidation("Access-Control-Request-Method", "GET");
        request.Headers.TryAddWithoutValidation("Access-Control-Request-Headers", "mcp-protocol-version");
        using var asked = await api.SendAsync(request);
        Assert.Equal((HttpStatusCode.NoContent, "*", "*"), (asked.StatusCode, asked.Headers.GetValues("Access-Control-Allow-Origin").Single(), asked.Headers.GetValues("Access-Control-Allow-Headers").Single()));
    }

    [Theory]
    [InlineData("https://api.example", WellKnown)]
    [InlineData("https://api.example/", WellKnown)]
    [InlineData("https://api.example:8443/v1/mcp", WellKnown + "/v1/mcp")]
    [InlineData("https://api.example/v1/", WellKnown + "/v1/")]
    [InlineData("http://localhost:5200", WellKnown)]
    public async Task Challenges_say_where_the_metadata_are(string identifier, string path)
    {
        await using var api = await TestApi.StartAsync(resource: new(identifier));
        var address = new Uri(identifier).GetLeftPart(UriPartial.Authority) + path;
        using var missing = await api.GetAsync("/read", token: null);
        Assert.Equal($"Bearer realm=\"resource-api\", scope=\"users:read\", resource_metadata=\"{address}\"", missing.Headers.WwwAuthenticate.ToString());
        foreach (var (route, token) in new[] { ("/read", "none"), ("/read", "§"), ("/both", api.Token()), ("/admin", api.Token()), ("/strong", api.Token()) })
        {
            using var refused = await api.GetAsync(route, token);
            Assert.EndsWith($", resource_metadata=\"{address}\"", refused.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        }
        foreach (var where in new[] { path, WellKnown })
        {
            using var found = await api.GetAsync(where, token: null);
            Assert.Equal(identifier, (string?)(await JsonAsync(found))["resource"]);
        }
    }

    [Fact]
    public async Task Without_an_identifier_nothing_is_told()
    {
        await using var api = await TestApi.StartAsync();
        using var answer = await api.GetAsync(WellKnown, token: null);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        using var challenge = await api.GetAsync("/read", token: null);
        Assert.DoesNotContain("resource_metadata", challenge.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("resource-api")]
    [InlineData("http://api.example")]
    [InlineData("ftp://api.example")]
    [InlineData("https://api.example?tenant=1")]
    [InlineData("https://api.example/#top")]
    [InlineData("https://user@api.example")]
    [InlineData("https://api.example/a%2fb")]
    [InlineData("https://api.example/\"quoted\"")]
    [InlineData("https://api.example/{id}")]
    [InlineData("https://api.example\\a")]
    [InlineData(" https://api.example")]
    [InlineData("https://bücher.example")]
    public async Task Identifier_that_clients_can_t_use_stops_the_start(string identifier) =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => TestApi.StartAsync(resource: new ProtectedResource(identifier)));

    private static async Task<JsonObject> JsonAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!;
}
