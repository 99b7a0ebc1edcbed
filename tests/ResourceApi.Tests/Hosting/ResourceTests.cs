using System.Net;
using System.Text.Json;
using ResourceApi.Tests.Access;
using ResourceApi.Tests.Support;

namespace ResourceApi.Tests.Hosting;

/// <summary>What this API tells clients of itself.</summary>
public sealed class ResourceTests(ApiHost api) : IClassFixture<ApiHost>
{
    private const string Metadata = "/.well-known/oauth-protected-resource";

    [Fact]
    public async Task Metadata_tell_the_issuer_and_every_scope_that_a_route_needs()
    {
        using var answer = await api.SendAsync(HttpMethod.Get, Metadata);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(("public, max-age=3600", "*"), (answer.Headers.CacheControl?.ToString(), answer.Headers.GetValues("Access-Control-Allow-Origin").Single()));
        var document = await ApiHost.BodyAsync(answer);
        Assert.Equal("http://localhost:5200", document.GetProperty("resource").GetString());
        Assert.Equal("Marketplace", document.GetProperty("resource_name").GetString());
        Assert.Equal([api.Issuer.Address], Texts(document, "authorization_servers"));
        Assert.Equal(["header"], Texts(document, "bearer_methods_supported"));
        Assert.Equal(AccessTable.Rows.Values.Select(access => access.Scope).Distinct().Order(StringComparer.Ordinal), Texts(document, "scopes_supported"));
    }

    [Fact]
    public async Task Every_route_that_needs_a_token_says_where_and_for_what_to_get_one()
    {
        foreach (var (route, access) in AccessTable.Rows)
        {
            var path = route.Split(' ')[1].Replace("{id}", Guid.CreateVersion7().ToString(), StringComparison.Ordinal).Replace("{number}", "1", StringComparison.Ordinal);
            using var answer = await api.SendAsync(new HttpMethod(route.Split(' ')[0]), path);
            Assert.Equal((route, $"Bearer realm=\"resource-api\", scope=\"{access.Scope}\", resource_metadata=\"http://localhost:5200{Metadata}\""), (route, answer.Headers.WwwAuthenticate.ToString()));
        }
    }

    [Fact]
    public async Task Behind_a_path_the_metadata_are_found_at_both_addresses()
    {
        await using var host = new ApiHost();
        host.Settings["Resource:Identifier"] = "https://market.example/api";
        await host.InitializeAsync();
        foreach (var path in new[] { Metadata, Metadata + "/api" })
        {
            using var answer = await host.SendAsync(HttpMethod.Get, path);
            Assert.Equal("https://market.example/api", (await ApiHost.BodyAsync(answer)).GetProperty("resource").GetString());
        }
        using var challenge = await host.SendAsync(HttpMethod.Get, "/users/me/");
        Assert.Contains($"resource_metadata=\"https://market.example{Metadata}/api\"", challenge.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_identifier_nothing_is_told()
    {
        await using var host = new ApiHost();
        host.Settings["Resource:Identifier"] = "";
        await host.InitializeAsync();
        using var answer = await host.SendAsync(HttpMethod.Get, Metadata);
        await ApiHost.ProblemAsync(answer, 404, "not_found");
        using var challenge = await host.SendAsync(HttpMethod.Get, "/users/me/");
        Assert.DoesNotContain("resource_metadata", challenge.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    private static IEnumerable<string?> Texts(JsonElement document, string name) => document.GetProperty(name).EnumerateArray().Select(item => item.GetString());
}
