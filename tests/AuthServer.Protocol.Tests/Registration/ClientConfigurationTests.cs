using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AuthServer.Protocol.Registration;
using AuthServer.Protocol.Scopes;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Protocol.Tests.Registration;

/// <summary>A client manages its own registration (RFC 7592).</summary>
public sealed class ClientConfigurationTests(Server server) : IClassFixture<Server>
{
    [Fact]
    public async Task Client_reads_what_is_registered_without_its_secret()
    {
        var client = await server.RegisteredAsync(("contacts", Registering.Json("ops@example.com")));
        var read = await server.ReadAsync(client);
        Assert.Equal(HttpStatusCode.OK, read.Status);
        Expect.NotCached(read);
        var expected = client.Json!.DeepClone().AsObject();
        expected.Remove("client_secret");
        expected.Remove("client_secret_expires_at");
        Assert.True(JsonNode.DeepEquals(expected, read.Json), read.Text);
    }

    [Fact]
    public async Task Replacement_is_whole_and_holds_on_the_next_request()
    {
        var client = await server.RegisteredAsync(("contacts", Registering.Json("ops@example.com")), ("default_max_age", 60));
        var replaced = await server.ReplaceAsync(client, Registering.Metadata(("client_name", "Renamed"), ("redirect_uris", Registering.Json("https://app.example.com/other"))));
        Assert.Equal((HttpStatusCode.OK, "Renamed"), (replaced.Status, replaced["client_name"]));
        Assert.Empty(replaced.Json!["contacts"]!.AsArray());
        Assert.Null(replaced["default_max_age"]);
        Assert.Null(replaced["client_secret"]);
        using var browser = await server.SignedInAsync();
        await Expect.ErrorPageAsync(await browser.OpenAsync(OAuth.AuthorizeUrl(("client_id", client["client_id"]), ("redirect_uri", Registering.Callback), ("scope", "openid"))));
        Assert.True(OAuth.Answer(await browser.AllowAsync(await browser.OpenAsync(OAuth.AuthorizeUrl(("client_id", client["client_id"]), ("redirect_uri", "https://app.example.com/other"), ("scope", "openid"))))).ContainsKey("code"));
    }

    [Fact]
    public async Task Secret_comes_and_goes_with_the_way_to_authenticate()
    {
        var client = await server.RegisteredAsync();
        Assert.False((await server.ReplaceAsync(client, Registering.Metadata(("client_secret", client["client_secret"])))).Json!.ContainsKey("client_secret"));
        Assert.False((await server.ReplaceAsync(client, Registering.Metadata(("token_endpoint_auth_method", "none")))).Json!.ContainsKey("client_secret"));
        Registering.Refused(await server.ReplaceAsync(client, Registering.Metadata(("client_secret", client["client_secret"]))), "invalid_client_metadata");
        var again = await server.ReplaceAsync(client, Registering.Metadata());
        Assert.NotEqual(client["client_secret"], again["client_secret"]);
        Assert.Equal("0", again["client_secret_expires_at"]);
        Expect.Refusal(await server.OAuth.PostAsync("/connect/revocation", client["client_id"], client["client_secret"], ("token", "x")), "invalid_client");
        Assert.Equal(HttpStatusCode.OK, (await server.OAuth.PostAsync("/connect/revocation", client["client_id"], again["client_secret"], ("token", "x"))).Status);
        // It was public meanwhile, so the challenge that it needed then it still needs.
        await using var db = await server.DbAsync();
        Assert.True((await db.Clients.SingleAsync(c => c.ClientId == client["client_id"])).RequirePkce);
    }

    /// <summary>RFC 7592 §2.2: what an update must not say, and what no registration may.</summary>
    [Theory]
    [InlineData("""{"client_id":"worker"}""", "invalid_client_metadata")]
    [InlineData("""{"client_id":null}""", "invalid_client_metadata")]
    [InlineData("""{"client_secret":"of-my-own"}""", "invalid_client_metadata")]
    [InlineData("""{"registration_access_token":"x"}""", "invalid_client_metadata")]
    [InlineData("""{"registration_client_uri":"https://app.example.com/"}""", "invalid_client_metadata")]
    [InlineData("""{"client_secret_expires_at":0}""", "invalid_client_metadata")]
    [InlineData("""{"client_id_issued_at":0}""", "invalid_client_metadata")]
    [InlineData("""{"redirect_uris":["javascript:alert(1)"]}""", "invalid_redirect_uri")]
    [InlineData("""{"grant_types":["client_credentials"]}""", "invalid_client_metadata")]
    [InlineData("""{"software_statement":"a.b.c"}""", "unapproved_software_statement")]
    public async Task Bad_update_is_refused_and_changes_nothing(string changes, string error)
    {
        var client = await server.RegisteredAsync();
        var before = (await server.ReadAsync(client)).Text;
        var metadata = Registering.Metadata(("client_name", "Changed"), ("client_id", client["client_id"]));
        foreach (var (name, value) in JsonNode.Parse(changes)!.AsObject()) metadata[name] = value?.DeepClone();
        Registering.Refused(await server.ReplaceAsync(client, metadata), error, changes);
        Assert.Equal(before, (await server.ReadAsync(client)).Text);
    }

    [Fact]
    public async Task Update_cannot_make_a_client_ours_or_widen_its_scopes()
    {
        var client = await server.RegisteredAsync(("scope", "openid"));
        var replaced = await server.ReplaceAsync(client, Registering.Metadata(("first_party", true), ("enabled", true), ("require_consent", false), ("scope", "openid admin")));
        Assert.Equal((HttpStatusCode.OK, "openid"), (replaced.Status, replaced["scope"]));
        await using var db = await server.DbAsync();
        var row = await db.Clients.SingleAsync(c => c.ClientId == client["client_id"]);
        Assert.Equal((false, true), (row.FirstParty, row.AsksConsent));
    }

    [Fact]
    public async Task Update_never_passes_what_the_initial_access_token_allowed()
    {
        const string Token = "limited-registration-token-0123456789";
        await using (var db = await server.DbAsync())
        {
            var now = server.Clock.GetUtcNow();
            db.InitialAccessTokens.Add(new InitialAccessToken { Hash = SHA256.HashData(Encoding.UTF8.GetBytes(Token)), Name = "limited", Remaining = 1, Scopes = ScopeSet.Parse("openid")!, CreatedAt = now, ExpiresAt = now.AddDays(1) });
            await db.SaveChangesAsync();
        }
        var client = await server.RegisterAsync(Registering.Metadata(("scope", "openid profile email")), Token);
        Assert.Equal((HttpStatusCode.Created, "openid"), (client.Status, client["scope"]));
        Assert.Equal("openid", (await server.ReplaceAsync(client, Registering.Metadata(("scope", "openid profile email"))))["scope"]);
    }

    [Fact]
    public async Task Update_never_changes_what_users_are_called()
    {
        var open = await server.RegisteredAsync();
        Registering.Refused(await server.ReplaceAsync(open, Registering.Metadata(("subject_type", "pairwise"))), "invalid_client_metadata");
        var pairwise = await server.RegisteredAsync(("subject_type", "pairwise"));
        Registering.Refused(await server.ReplaceAsync(pairwise, Registering.Metadata()), "invalid_client_metadata");
        Registering.Refused(await server.ReplaceAsync(pairwise, Registering.Metadata(("subject_type", "pairwise"), ("redirect_uris", Registering.Json("https://other.example.org/cb")))), "invalid_client_metadata");
        var same = await server.ReplaceAsync(pairwise, Registering.Metadata(("subject_type", "pairwise"), ("redirect_uris", Registering.Json("https://app.example.com/elsewhere"))));
        Assert.Equal(HttpStatusCode.OK, same.Status);
    }

    [Fact]
    public async Task Client_that_an_administrator_changed_is_the_administrators()
    {
        var client = await server.RegisteredAsync();
        var admin = Expect.Tokens(await server.OAuth.WorkerAsync("admin")).AccessToken;
        var changed = await server.SendAsync(HttpMethod.Patch, $"/api/v1/admin/clients/{client["client_id"]}/", admin, """{"scope":"openid"}""");
        Assert.True(changed.Status == HttpStatusCode.OK, changed.Text);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.ReplaceAsync(client, Registering.Metadata(("scope", "openid profile")))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.DeleteAsync(client)).Status);
    }

    [Fact]
    public async Task Deleted_client_is_gone_with_its_grants_and_consents()
    {
        var client = await server.RegisteredAsync(("grant_types", Registering.Json("authorization_code", "refresh_token")), ("scope", "openid offline_access"));
        using var browser = await server.SignedInAsync();
        var code = (await OAuth.SignInAsync(browser, ("client_id", client["client_id"]), ("redirect_uri", Registering.Callback), ("scope", "openid offline_access")))["code"];
        var tokens = Expect.Tokens(await server.OAuth.PostAsync("/connect/token", client["client_id"], client["client_secret"], ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", Registering.Callback)));
        var deleted = await server.DeleteAsync(client);
        Assert.Equal((HttpStatusCode.NoContent, ""), (deleted.Status, deleted.Text));
        foreach (var answer in new[] { await server.ReadAsync(client), await server.ReplaceAsync(client, Registering.Metadata()), await server.DeleteAsync(client) }) Registering.NotLetIn(answer);
        Expect.Refusal(await server.OAuth.PostAsync("/connect/token", client["client_id"], client["client_secret"], ("grant_type", "refresh_token"), ("refresh_token", tokens.RefreshToken)), "invalid_client");
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.OAuth.UserInfoAsync(tokens.AccessToken)).Status);
        await using var db = await server.DbAsync();
        Assert.False(await db.Consents.AnyAsync(c => c.ClientId == client["client_id"]));
        Assert.False(await db.Grants.AnyAsync(g => g.ClientId == client["client_id"] && g.State!.RevokedAt == null));
        Assert.Contains("client_deleted", (await db.SecurityEvents.OrderByDescending(e => e.Sequence).FirstAsync()).Payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_but_the_client_is_let_in()
    {
        var (a, b) = (await server.RegisteredAsync(), await server.RegisteredAsync());
        foreach (var token in new[] { null, "", "wrong", b["registration_access_token"], a["client_secret"], Registering.Token })
        foreach (var path in new[] { Registering.AddressOf(a), "/connect/register/worker", "/connect/register/no-such-client" })
        {
            Registering.NotLetIn(await server.SendAsync(HttpMethod.Get, path, token, null));
            Registering.NotLetIn(await server.SendAsync(HttpMethod.Put, path, token, "{}"));
            Registering.NotLetIn(await server.SendAsync(HttpMethod.Delete, path, token, null));
        }
        Assert.Equal(HttpStatusCode.OK, (await server.ReadAsync(a)).Status);
    }

    [Fact]
    public async Task Disabled_client_can_do_nothing_for_itself()
    {
        var client = await server.RegisteredAsync();
        await server.ChangeClientAsync(client["client_id"]!, c => c.Enabled = false);
        foreach (var answer in new[] { await server.ReadAsync(client), await server.ReplaceAsync(client, Registering.Metadata(("enabled", true))), await server.DeleteAsync(client) }) Registering.NotLetIn(answer);
        await using var db = await server.DbAsync();
        Assert.False((await db.Clients.SingleAsync(c => c.ClientId == client["client_id"])).Enabled);
    }
}
