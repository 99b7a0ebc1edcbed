using System.Text.Json.Nodes;
using AuthServer.Admin;

namespace AuthServer.Tests.Admin;

/// <summary>Scopes and resources as administrators make and change them.</summary>
public sealed class CatalogueTests(AdminHost shared) : IClassFixture<AdminHost>
{
    [Fact]
    public async Task A_new_scope_of_a_new_resource_is_in_discovery_and_in_tokens_at_once()
    {
        Assert.Equal("201 ok", (await shared.SendAsync("POST", "resources/", new { name = "ledger", display_name = "Ledger", uris = Many.Of("https://ledger.example.com/api") })).Outcome);
        Assert.Equal("201 ok", (await shared.SendAsync("POST", "scopes/", new { name = "ledger:read", description = "Read the ledger", resource = "ledger" })).Outcome);
        Assert.Contains("ledger:read", await shared.OAuth.Http.GetStringAsync("/.well-known/openid-configuration"), StringComparison.Ordinal);
        var secret = (string)(await shared.ClientAsync("ledger-client", new { scope = "ledger:read" })).Data["client_secret"]!;
        var token = await shared.OAuth.PostAsync("/connect/token", "ledger-client", secret, ("grant_type", "client_credentials"));
        Assert.Equal("ledger", OAuth.Payload(token.AccessToken)["aud"]!.ToString());

        var refused = await shared.SendAsync("DELETE", "scopes/ledger:read/");
        Assert.Equal(("409 in_use", "ledger-client"), (refused.Outcome, (string?)refused.Body["errors"]!["clients"]![0]));
        Assert.Equal("409 in_use", (await shared.SendAsync("DELETE", "resources/ledger/")).Outcome);
        await shared.SendAsync("PATCH", "clients/ledger-client/", new { scope = "search", resources = Many.Of("ledger") });
        Assert.Equal("200 ok", (await shared.SendAsync("DELETE", "scopes/ledger:read/")).Outcome);
        Assert.DoesNotContain("ledger:read", await shared.OAuth.Http.GetStringAsync("/.well-known/openid-configuration"), StringComparison.Ordinal);
        Assert.Equal("400 validation_failed", (await shared.SendAsync("PATCH", "clients/ledger-client/", new { scope = "ledger:read" })).Outcome);
        Assert.Equal("409 in_use", (await shared.SendAsync("DELETE", "resources/ledger/")).Outcome);
        await shared.SendAsync("PATCH", "clients/ledger-client/", new { resources = Array.Empty<string>() });
        Assert.Equal("200 ok", (await shared.SendAsync("DELETE", "resources/ledger/")).Outcome);
        foreach (var (act, name) in new[] { (AdminActs.ResourceCreated, "ledger"), (AdminActs.ScopeCreated, "ledger:read"), (AdminActs.ScopeDeleted, "ledger:read"), (AdminActs.ResourceDeleted, "ledger") }) Assert.Contains(name, await shared.DetailsAsync(act));
    }

    [Fact]
    public async Task The_words_of_a_scope_change_and_its_name_and_resource_do_not()
    {
        await shared.SendAsync("POST", "scopes/", new { name = "https://example.com/read", description = "Read" });
        const string Path = "scopes/https:%2F%2Fexample.com%2Fread/";
        var changed = await shared.SendAsync("PUT", Path, new { description = "Read everything", required = true }, ifMatch: "\"1\"");
        Assert.Equal(("200 ok", "Read everything", true, "\"2\""), (changed.Outcome, (string?)changed.Data["description"], (bool)changed.Data["required"]!, changed.Headers.ETag!.Tag));
        Assert.Equal("412 precondition_failed", (await shared.SendAsync("PUT", Path, new { description = "x" }, ifMatch: "\"1\"")).Outcome);
        Assert.Equal("412 precondition_failed", (await shared.SendAsync("DELETE", Path, ifMatch: "\"1\"")).Outcome);
        foreach (var body in new object[] { new { description = "x", name = "other" }, new { description = "x", resource = "resource-api" }, new { description = " " } }) Assert.Equal("400 validation_failed", (await shared.SendAsync("PUT", Path, body)).Outcome);
        Assert.Equal("Read everything", (string?)(await shared.SendAsync("GET", Path)).Data["description"]);
    }

    [Fact]
    public async Task What_the_platform_consists_of_stays()
    {
        foreach (var name in new[] { "openid", "offline_access", "admin", "users:read" }) Assert.Equal("409 standard_scope", (await shared.SendAsync("DELETE", $"scopes/{name}/")).Outcome);
        foreach (var name in new[] { "resource-api", "auth-admin" }) Assert.Equal("409 standard_resource", (await shared.SendAsync("DELETE", $"resources/{name}/")).Outcome);
        Assert.Equal("200 ok", (await shared.SendAsync("PUT", "resources/resource-api/", new { display_name = "Marketplace", uris = Many.Of("https://api.example.com") })).Outcome);
    }

    [Theory]
    [InlineData("scopes/", """{"name":"a b","description":"x"}""", "name")]
    [InlineData("scopes/", """{"name":"","description":"x"}""", "name")]
    [InlineData("scopes/", """{"name":"x","description":""}""", "description")]
    [InlineData("scopes/", """{"name":"x","description":"x","resource":"none"}""", "resource")]
    [InlineData("resources/", """{"name":"a/b","display_name":"x"}""", "name")]
    [InlineData("resources/", """{"name":"x","display_name":""}""", "display_name")]
    [InlineData("resources/", """{"name":"x","display_name":"x","uris":["/relative"]}""", "uris")]
    [InlineData("resources/", """{"name":"x","display_name":"x","uris":["https://a.example/#f"]}""", "uris")]
    [InlineData("resources/", """{"name":"x","display_name":"x","uris":["https://a.example","https://a.example"]}""", "uris")]
    [InlineData("resources/", """{"name":"x","display_name":"x","access_token_signing_alg":"HS256"}""", "access_token_signing_alg")]
    public async Task What_is_wrong_is_said_field_by_field(string path, string body, string field)
    {
        var answer = await shared.SendAsync("POST", path, JsonNode.Parse(body));
        Assert.Equal("400 validation_failed", answer.Outcome);
        Assert.Contains(field, answer.Body["errors"]!.AsObject().Select(error => error.Key));
    }

    [Fact]
    public async Task A_name_or_URI_that_is_taken_is_refused()
    {
        Assert.Equal("409 name_taken", (await shared.SendAsync("POST", "scopes/", new { name = "openid", description = "x" })).Outcome);
        Assert.Equal("409 name_taken", (await shared.SendAsync("POST", "resources/", new { name = "resource-api", display_name = "x" })).Outcome);
        await shared.SendAsync("POST", "resources/", new { name = "one", display_name = "One", uris = Many.Of("urn:one") });
        Assert.Equal("409 uri_taken", (await shared.SendAsync("POST", "resources/", new { name = "two", display_name = "Two", uris = Many.Of("urn:one") })).Outcome);
        await shared.SendAsync("POST", "resources/", new { name = "two", display_name = "Two" });
        Assert.Equal("409 uri_taken", (await shared.SendAsync("PUT", "resources/two/", new { display_name = "Two", uris = Many.Of("urn:one") })).Outcome);
        Assert.Equal("""["urn:one"]""", (await shared.SendAsync("GET", "resources/one/")).Data["uris"]!.ToJsonString());
    }
}
