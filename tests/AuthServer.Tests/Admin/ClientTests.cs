using System.Net;
using System.Text.Json.Nodes;
using AuthServer.Admin;

namespace AuthServer.Tests.Admin;

/// <summary>Clients as administrators register and change them.</summary>
public sealed class ClientTests(AdminHost shared) : IClassFixture<AdminHost>
{
    private static int _made;

    [Fact]
    public async Task A_client_is_registered_with_a_secret_that_is_told_once_and_works()
    {
        var id = NewId();
        var made = await shared.ClientAsync(id, new { client_name = "Reporting", access_token_lifetime = 60 });
        var secret = (string)made.Data["client_secret"]!;
        Assert.Equal((43, $"/api/v1/admin/clients/{id}/", "\"1\""), (secret.Length, made.Headers.Location?.ToString(), made.Headers.ETag!.Tag));
        var token = await ProgramAsync(id, secret);
        Assert.Equal(("search", "60"), (token["scope"], token["expires_in"]));

        var read = await shared.SendAsync("GET", $"clients/{id}/");
        Assert.Equal(("Reporting", "client_secret_basic", "jwt", "RS256", "administrator"), (Text(read, "client_name"), Text(read, "token_endpoint_auth_method"), Text(read, "access_token_format"), Text(read, "id_token_signed_response_alg"), Text(read, "origin")));
        Assert.Equal([(string)made.Data["secrets"]![0]!["id"]!], read.Data["secrets"]!.AsArray().Select(s => (string)s!["id"]!));
        foreach (var answer in new[] { read, await shared.SendAsync("GET", "clients/?limit=100"), await shared.SendAsync("PATCH", $"clients/{id}/", new { client_name = "R" }), await shared.SendAsync("POST", $"clients/{id}/secrets/", new { }) })
            Assert.DoesNotContain(secret, answer.Body.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(shared.Host.Log.Lines, line => line.Contains(secret, StringComparison.Ordinal));
        Assert.DoesNotContain(await shared.DetailsAsync(AdminActs.ClientCreated), detail => detail!.Contains(secret, StringComparison.Ordinal));
        Assert.Contains(id, await shared.DetailsAsync(AdminActs.ClientCreated));
    }

    [Fact]
    public async Task A_public_client_gets_an_id_and_no_secret()
    {
        var made = await shared.SendAsync("POST", "clients/", new { client_name = "App", token_endpoint_auth_method = "none", redirect_uris = Many.Of("https://app.example.com/cb"), scope = "openid" });
        Assert.Equal("201 ok", made.Outcome);
        Assert.Equal((22, null, 0), (Text(made, "client_id")!.Length, made.Data["client_secret"], made.Data["secrets"]!.AsArray().Count));
        Assert.Equal("409 no_secret_method", (await shared.SendAsync("POST", $"clients/{Text(made, "client_id")}/secrets/", new { })).Outcome);
    }

    [Theory]
    [InlineData("""{"client_name":"x","redirect_uris":["http://app.example.com/cb"]}""", "redirect_uris")]
    [InlineData("""{"client_name":"x","redirect_uris":["javascript:alert(1)"]}""", "redirect_uris")]
    [InlineData("""{"client_name":"x"}""", "redirect_uris")]
    [InlineData("""{"grant_types":["client_credentials"]}""", "client_name")]
    [InlineData("""{"client_name":"x","grant_types":["client_credentials"],"client_id":"a b"}""", "client_id")]
    [InlineData("""{"client_name":"x","grant_types":["client_credentials"],"client_id":"../users"}""", "client_id")]
    [InlineData("""{"client_name":"x","grant_types":["client_credentials"],"scope":"nothing"}""", "scope")]
    [InlineData("""{"client_name":"x","grant_types":["magic"]}""", "grant_types")]
    [InlineData("""{"client_name":"x","grant_types":["password"]}""", "grant_types")]
    [InlineData("""{"client_name":"x","grant_types":["urn:authplatform:grant-type:pin"],"token_endpoint_auth_method":"none"}""", "grant_types")]
    [InlineData("""{"client_name":"x","grant_types":["client_credentials"],"token_endpoint_auth_method":"none"}""", "grant_types")]
    [InlineData("""{"client_name":"x","redirect_uris":["https://a.example/cb"],"token_endpoint_auth_method":"none","require_pkce":false}""", "require_pkce")]
    [InlineData("""{"client_name":"x","grant_types":["client_credentials"],"require_consent":false}""", "require_consent")]
    [InlineData("""{"client_name":"x","grant_types":["client_credentials"],"token_endpoint_auth_methods":[]}""", "token_endpoint_auth_methods")]
    [InlineData("""{"client_name":"x","redirect_uris":["https://a.example/cb"],"token_endpoint_auth_methods":["none","client_secret_basic"]}""", "token_endpoint_auth_methods")]
    [InlineData("""{"client_name":"x","grant_types":["client_credentials"],"token_endpoint_auth_methods":["client_secret_post"],"token_endpoint_auth_method":"client_secret_basic"}""", "token_endpoint_auth_method")]
    [InlineData("""{"client_name":"x","grant_types":["client_credentials"],"token_endpoint_auth_methods":["client_secret_post","magic"]}""", "token_endpoint_auth_method")]
    [InlineData("""{"client_name":"x","grant_types":["client_credentials"],"access_token_format":"saml"}""", "access_token_format")]
    [InlineData("""{"client_name":"x","grant_types":["client_credentials"],"access_token_lifetime":9}""", "access_token_lifetime")]
    [InlineData("""{"client_name":"x","grant_types":["client_credentials"],"access_token_lifetime":86401}""", "access_token_lifetime")]
    [InlineData("""{"client_name":"x","grant_types":["client_credentials"],"id_token_lifetime":0}""", "id_token_lifetime")]
    [InlineData("""{"client_name":"x","grant_types":["client_credentials"],"refresh_token_lifetime":59}""", "refresh_token_lifetime")]
    [InlineData("""{"client_name":"x","grant_types":["client_credentials"],"refresh_token_lifetime":100,"refresh_token_idle_lifetime":101}""", "refresh_token_idle_lifetime")]
    [InlineData("""{"client_name":"x","grant_types":["client_credentials"],"resources":["nothing"]}""", "resources")]
    [InlineData("""{"client_name":"x","grant_types":["client_credentials"],"allowed_cors_origins":["https://a.example/path"]}""", "allowed_cors_origins")]
    [InlineData("""{"client_name":"x","grant_types":["client_credentials"],"dpop_bound_access_tokens":true}""", "dpop_bound_access_tokens")]
    [InlineData("""{"client_name":"x","grant_types":["client_credentials"],"tls_client_certificate_bound_access_tokens":true}""", "tls_client_certificate_bound_access_tokens")]
    [InlineData("""{"client_name":"x","grant_types":["client_credentials"],"require_pushed_authorization_requests":true}""", "require_pushed_authorization_requests")]
    [InlineData("""{"client_name":"x","grant_types":["client_credentials"],"id_token_signed_response_alg":"none"}""", "id_token_signed_response_alg")]
    public async Task What_is_wrong_is_said_field_by_field(string body, string field)
    {
        var answer = await shared.SendAsync("POST", "clients/", JsonNode.Parse(body));
        Assert.Equal("400 validation_failed", answer.Outcome);
        Assert.Contains(field, answer.Body["errors"]!.AsObject().Select(error => error.Key));
    }

    [Fact]
    public async Task What_the_server_decides_cannot_be_sent()
    {
        foreach (var member in new[] { "client_secret", "secrets", "origin", "version", "created_at" })
            Assert.Equal("400 read_only_field", (await shared.SendAsync("POST", "clients/", new JsonObject { ["client_name"] = "x", [member] = "x" })).Outcome);
        Assert.Equal("400 unknown_field", (await shared.SendAsync("POST", "clients/", new { client_name = "x", hash = "x" })).Outcome);
    }

    [Fact]
    public async Task Unsupported_members_may_be_false_and_every_other_member_comes_back()
    {
        var id = NewId();
        var sent = new JsonObject
        {
            ["client_id"] = id, ["client_name"] = "All of it", ["first_party"] = true, ["require_consent"] = true, ["require_pkce"] = false, ["enabled"] = true, ["scope"] = "openid users:read",
            ["token_endpoint_auth_methods"] = new JsonArray("client_secret_post", "client_secret_basic"), ["grant_types"] = new JsonArray("authorization_code", "refresh_token", "password"),
            ["redirect_uris"] = new JsonArray("https://all.example.com/cb"), ["post_logout_redirect_uris"] = new JsonArray("https://all.example.com/out"), ["access_token_format"] = "reference",
            ["access_token_lifetime"] = 120, ["id_token_lifetime"] = 300, ["refresh_token_lifetime"] = 7200, ["refresh_token_idle_lifetime"] = 3600, ["resources"] = new JsonArray("resource-api"),
            ["allowed_cors_origins"] = new JsonArray("https://all.example.com"), ["strict_assertion_audience"] = true, ["subject_type"] = "pairwise", ["id_token_signed_response_alg"] = "ES256",
            ["dpop_bound_access_tokens"] = false, ["tls_client_certificate_bound_access_tokens"] = false, ["require_pushed_authorization_requests"] = false, ["contacts"] = new JsonArray("ops@example.com"),
        };
        Assert.Equal("201 ok", (await shared.SendAsync("POST", "clients/", sent)).Outcome);
        var read = (await shared.SendAsync("GET", $"clients/{id}/")).Data;
        Assert.All(sent, member => Assert.True(JsonNode.DeepEquals(member.Value, read[member.Key]), $"{member.Key}: {read[member.Key]}"));
        Assert.Equal("client_secret_post", (string?)read["token_endpoint_auth_method"]);
    }

    [Fact]
    public async Task A_replaced_client_takes_the_defaults_of_what_is_left_out_and_a_patched_one_keeps_them()
    {
        var id = NewId();
        await shared.ClientAsync(id, new { access_token_lifetime = 60, contacts = Many.Of("ops@example.com") });
        var patched = await shared.SendAsync("PATCH", $"clients/{id}/", new { client_name = "Other", access_token_lifetime = (int?)null });
        Assert.Equal(("200 ok", "Other", null, "search", 2L), (patched.Outcome, Text(patched, "client_name"), patched.Data["access_token_lifetime"], Text(patched, "scope"), (long)patched.Data["version"]!));
        Assert.Single(patched.Data["contacts"]!.AsArray());
        Assert.Contains($"{id} access_token_lifetime client_name", await shared.DetailsAsync(AdminActs.ClientChanged));
        var replaced = await shared.SendAsync("PUT", $"clients/{id}/", new { client_id = id, client_name = "Third", grant_types = Many.Of("client_credentials") });
        Assert.Equal(("200 ok", "Third", "", 0), (replaced.Outcome, Text(replaced, "client_name"), Text(replaced, "scope"), replaced.Data["contacts"]!.AsArray().Count));
        // The secret is no member: it stays.
        Assert.Single(replaced.Data["secrets"]!.AsArray());
        Assert.Equal("400 validation_failed", (await shared.SendAsync("PUT", $"clients/{id}/", new { client_id = "other", client_name = "x", grant_types = Many.Of("client_credentials") })).Outcome);
    }

    [Fact]
    public async Task One_method_or_all_of_them_may_be_patched()
    {
        var id = NewId();
        await shared.ClientAsync(id);
        var both = await shared.SendAsync("PATCH", $"clients/{id}/", new { token_endpoint_auth_methods = Many.Of("client_secret_post", "client_secret_basic") });
        Assert.Equal(("200 ok", "client_secret_post"), (both.Outcome, Text(both, "token_endpoint_auth_method")));
        var one = await shared.SendAsync("PATCH", $"clients/{id}/", new { token_endpoint_auth_method = "client_secret_basic" });
        Assert.Equal("""["client_secret_basic"]""", one.Data["token_endpoint_auth_methods"]!.ToJsonString());
    }

    [Fact]
    public async Task A_client_that_becomes_public_loses_its_secrets()
    {
        var id = NewId();
        await shared.ClientAsync(id);
        var answer = await shared.SendAsync("PATCH", $"clients/{id}/", new { token_endpoint_auth_method = "none", grant_types = Many.Of("authorization_code"), redirect_uris = Many.Of("https://p.example.com/cb") });
        Assert.Equal(("200 ok", 0), (answer.Outcome, answer.Data["secrets"]!.AsArray().Count));
    }

    [Fact]
    public async Task A_stale_version_is_refused_and_of_two_who_know_the_same_one_wins()
    {
        var id = NewId();
        await shared.ClientAsync(id);
        foreach (var (method, path, body) in new[] { ("PATCH", "", (object?)new { client_name = "x" }), ("PUT", "", new { client_name = "x", grant_types = new[] { "client_credentials" } }), ("DELETE", "", null), ("POST", "secrets/", new { }), ("DELETE", "secrets/x/", null) })
        {
            Assert.Equal("412 precondition_failed", (await shared.SendAsync(method, $"clients/{id}/{path}", body, ifMatch: "\"7\"")).Outcome);
            Assert.Equal("400 invalid_if_match", (await shared.SendAsync(method, $"clients/{id}/{path}", body, ifMatch: "7")).Outcome);
        }
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => shared.SendAsync("PUT", $"clients/{id}/", new { client_name = $"n{i}", grant_types = Many.Of("client_credentials") }, ifMatch: "\"1\"")));
        Assert.Equal(["200 ok", .. Enumerable.Repeat("412 precondition_failed", 7)], outcomes.Select(answer => answer.Outcome).Order(StringComparer.Ordinal));
        var read = await shared.SendAsync("GET", $"clients/{id}/");
        Assert.Equal((2L, "\"2\""), ((long)read.Data["version"]!, read.Headers.ETag!.Tag));
        Assert.Equal(Text(outcomes.Single(answer => answer.Outcome == "200 ok"), "client_name"), Text(read, "client_name"));
    }

    [Fact]
    public async Task Of_two_clients_of_one_id_one_is_made()
    {
        var id = NewId();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => shared.SendAsync("POST", "clients/", new { client_id = id, client_name = "x", grant_types = Many.Of("client_credentials") })));
        Assert.Equal(["201 ok", .. Enumerable.Repeat("409 client_id_taken", 5)], outcomes.Select(answer => answer.Outcome).Order(StringComparer.Ordinal));
        Assert.Single((await shared.SendAsync("GET", $"clients/{id}/")).Data["secrets"]!.AsArray());
    }

    [Fact]
    public async Task Two_secrets_live_at_once_and_either_can_be_removed()
    {
        var id = NewId();
        var first = await shared.ClientAsync(id);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 3).Select(i => shared.SendAsync("POST", $"clients/{id}/secrets/", new { name = $"n{i}" })));
        Assert.Equal(["201 ok", "409 too_many_secrets", "409 too_many_secrets"], outcomes.Select(answer => answer.Outcome).Order(StringComparer.Ordinal));
        var second = outcomes.Single(answer => answer.Status == HttpStatusCode.Created).Data;
        foreach (var secret in new[] { first.Data["client_secret"], second["client_secret"] }) Assert.Equal(HttpStatusCode.OK, (await ProgramAsync(id, (string)secret!)).Status);
        Assert.Equal("200 ok", (await shared.SendAsync("DELETE", $"clients/{id}/secrets/{first.Data["secrets"]![0]!["id"]}/")).Outcome);
        Assert.Equal("invalid_client", (await ProgramAsync(id, (string)first.Data["client_secret"]!)).Error);
        Assert.Equal(HttpStatusCode.OK, (await ProgramAsync(id, (string)second["client_secret"]!)).Status);
        Assert.Equal("404 not_found", (await shared.SendAsync("DELETE", $"clients/{id}/secrets/{first.Data["secrets"]![0]!["id"]}/")).Outcome);
        Assert.Contains($"{id} {second["id"]}", await shared.DetailsAsync(AdminActs.SecretAdded));
    }

    [Fact]
    public async Task A_disabled_client_is_refused_by_its_next_request_everywhere()
    {
        var id = NewId();
        var secret = (string)(await shared.ClientAsync(id, new { first_party = true, grant_types = Many.Of("client_credentials", "password", "refresh_token", "authorization_code"), redirect_uris = Many.Of("https://d.example.com/cb"), scope = "openid offline_access search" })).Data["client_secret"]!;
        (string, string)[] signIn = [("grant_type", "password"), ("username", "alice"), ("password", "Correct-horse-7")];
        var tokens = await shared.OAuth.PostAsync("/connect/token", id, secret, signIn);
        Assert.True((await shared.OAuth.IntrospectAsync(tokens.AccessToken)).Active);
        using var browser = shared.OAuth.NewBrowser();
        var authorize = OAuth.AuthorizeUrl(("client_id", id), ("redirect_uri", "https://d.example.com/cb"), ("scope", "openid"), ("code_challenge", OAuth.Challenge), ("code_challenge_method", "S256"));
        Assert.Equal("Sign in", await Page.TitleAsync(await browser.OpenAsync(authorize)));

        Assert.Equal("200 ok", (await shared.SendAsync("PATCH", $"clients/{id}/", new { enabled = false })).Outcome);
        Assert.Equal("invalid_client", (await ProgramAsync(id, secret)).Error);
        Assert.Equal("invalid_client", (await shared.OAuth.PostAsync("/connect/token", id, secret, ("grant_type", "refresh_token"), ("refresh_token", tokens.RefreshToken))).Error);
        Assert.False((await shared.OAuth.IntrospectAsync(tokens.AccessToken)).Active);
        Assert.Equal(HttpStatusCode.Unauthorized, (await shared.OAuth.UserInfoAsync(tokens.AccessToken)).Status);
        Assert.NotEqual("Sign in", await Page.TitleAsync(await browser.OpenAsync(authorize)));

        Assert.Equal("200 ok", (await shared.SendAsync("PATCH", $"clients/{id}/", new { enabled = true })).Outcome);
        Assert.True((await shared.OAuth.IntrospectAsync(tokens.AccessToken)).Active);
    }

    [Fact]
    public async Task A_changed_client_is_held_to_the_change_by_its_next_request()
    {
        var id = NewId();
        var secret = (string)(await shared.ClientAsync(id, new { scope = "search users:read" })).Data["client_secret"]!;
        Assert.Equal(HttpStatusCode.OK, (await ProgramAsync(id, secret, "users:read")).Status);
        await shared.SendAsync("PATCH", $"clients/{id}/", new { scope = "search" });
        Assert.Equal("invalid_scope", (await ProgramAsync(id, secret, "users:read")).Error);
        await shared.SendAsync("PATCH", $"clients/{id}/", new { grant_types = Many.Of("authorization_code"), redirect_uris = Many.Of("https://c.example.com/cb") });
        Assert.Equal("unauthorized_client", (await ProgramAsync(id, secret)).Error);
    }

    [Fact]
    public async Task Nothing_of_a_deleted_client_comes_back_with_a_later_one_of_its_id()
    {
        var id = NewId();
        object settings = new { first_party = true, token_endpoint_auth_methods = new[] { "client_secret_post" }, grant_types = new[] { "password", "refresh_token" }, scope = "openid offline_access users:read" };
        var secret = (string)(await shared.ClientAsync(id, settings)).Data["client_secret"]!;
        var tokens = await shared.OAuth.TokenAsync(("grant_type", "password"), ("client_id", id), ("client_secret", secret), ("username", "bob"), ("password", "Correct-horse-8"));
        await using (var db = await shared.EngineAsync())
        {
            db.Consents.Add(new AuthServer.Protocol.Consents.Consent { Subject = await shared.IdAsync("bob"), ClientId = id, Scopes = AuthServer.Protocol.Scopes.ScopeSet.Empty, Asked = AuthServer.Protocol.Scopes.ScopeSet.Empty, GrantedAt = shared.Host.Clock.GetUtcNow() });
            await db.SaveChangesAsync();
        }
        Assert.Equal("200 ok", (await shared.SendAsync("DELETE", $"clients/{id}/")).Outcome);
        Assert.Equal("404 not_found", (await shared.SendAsync("GET", $"clients/{id}/")).Outcome);
        Assert.Equal("404 not_found", (await shared.SendAsync("DELETE", $"clients/{id}/")).Outcome);
        Assert.Contains($"{id} grants=1", await shared.DetailsAsync(AdminActs.ClientDeleted));
        Assert.False((await shared.OAuth.IntrospectAsync(tokens.AccessToken)).Active);

        var later = (string)(await shared.ClientAsync(id, settings)).Data["client_secret"]!;
        Assert.Equal("invalid_client", (await shared.OAuth.TokenAsync(("grant_type", "refresh_token"), ("client_id", id), ("client_secret", secret), ("refresh_token", tokens.RefreshToken))).Error);
        Assert.Equal("invalid_grant", (await shared.OAuth.TokenAsync(("grant_type", "refresh_token"), ("client_id", id), ("client_secret", later), ("refresh_token", tokens.RefreshToken))).Error);
        Assert.False((await shared.OAuth.IntrospectAsync(tokens.AccessToken)).Active);
        await using var after = await shared.EngineAsync();
        Assert.DoesNotContain(after.Consents, consent => consent.ClientId == id);
    }

    [Fact]
    public async Task Nobody_disables_or_deletes_the_client_that_they_use()
    {
        Assert.Equal("409 own_client", (await shared.SendAsync("PATCH", "clients/worker/", new { enabled = false })).Outcome);
        Assert.Equal("409 own_client", (await shared.SendAsync("DELETE", "clients/worker/")).Outcome);
    }

    [Fact]
    public async Task Only_a_signed_in_administrator_gives_a_client_the_scope_admin()
    {
        var id = NewId();
        object more = new { client_name = "x", client_id = id, grant_types = new[] { "client_credentials" }, scope = "admin" };
        Assert.Equal("403 admin_role_needs_admin", (await shared.SendAsync("POST", "clients/", more)).Outcome);
        Assert.Equal("201 ok", (await shared.SendAsync("POST", "clients/", more, shared.Administrator)).Outcome);
        // What it has, a program may leave as it is.
        Assert.Equal("200 ok", (await shared.SendAsync("PATCH", $"clients/{id}/", new { client_name = "y" })).Outcome);
    }

    [Fact]
    public async Task Clients_are_listed_page_by_page_and_cursors_cannot_be_made_up()
    {
        var prefix = NewId();
        for (var i = 0; i < 5; i++) await shared.ClientAsync($"{prefix}-{i}", new { client_name = $"100%_{prefix}" });
        var seen = new List<string>();
        var next = "";
        for (var more = true; more;)
        {
            var page = await shared.SendAsync("GET", $"clients/?query={prefix}-&limit=2{(next.Length == 0 ? "" : "&cursor=" + next)}");
            seen.AddRange(page.Items.Select(client => (string)client["client_id"]!));
            (next, more) = ((string?)page.Data["next_cursor"] ?? "", (bool)page.Data["has_more"]!);
            if (!more) continue;
            foreach (var forged in new[] { next + "A", next[..^2], next[..8] + (next[8] == 'A' ? 'B' : 'A') + next[9..], $"{prefix}-1", "" }) Assert.Equal("400 invalid_cursor", (await shared.SendAsync("GET", $"clients/?query={prefix}-&cursor={forged}")).Outcome);
            Assert.Equal("400 invalid_cursor", (await shared.SendAsync("GET", $"clients/?cursor={next}")).Outcome);
        }
        Assert.Equal(Enumerable.Range(0, 5).Select(i => $"{prefix}-{i}"), seen);
        Assert.Equal(5, (await shared.SendAsync("GET", $"clients/?query={Uri.EscapeDataString("0%_" + prefix.ToUpperInvariant())}")).Items.Count);
        Assert.Equal("400 validation_failed", (await shared.SendAsync("GET", "clients/?limit=101")).Outcome);
    }

    private static string NewId() => "made-" + Interlocked.Increment(ref _made).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string? Text(RestAnswer answer, string member) => (string?)answer.Data[member];

    private Task<OAuthAnswer> ProgramAsync(string id, string secret, string? scope = null) =>
        shared.OAuth.PostAsync("/connect/token", id, secret, [("grant_type", "client_credentials"), .. scope is null ? [] : new[] { ("scope", scope) }]);
}
