using System.Security.Cryptography;
using System.Text;
using AuthServer.Protocol.Registration;
using AuthServer.Protocol.Scopes;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;

namespace AuthServer.Protocol.Tests.Registration;

/// <summary>Dynamic client registration (RFC 7591 §3, OIDC Registration 1.0 §3), and what a client can do then.</summary>
public sealed class RegistrationTests(Server server) : IClassFixture<Server>
{
    [Fact]
    public async Task Answer_tells_everything_that_is_registered()
    {
        var answer = await server.RegisteredAsync();
        var json = answer.Json!;
        Assert.Equal((server.Clock.GetUtcNow().ToUnixTimeSeconds(), 0L), (json["client_id_issued_at"]!.GetValue<long>(), json["client_secret_expires_at"]!.GetValue<long>()));
        Assert.Equal(("client_secret_basic", "web", "public", "RS256"), (answer["token_endpoint_auth_method"], answer["application_type"], answer["subject_type"], answer["id_token_signed_response_alg"]));
        Assert.Equal(["authorization_code"], json["grant_types"]!.AsArray().Select(g => g!.ToString()));
        Assert.Equal(["code"], json["response_types"]!.AsArray().Select(g => g!.ToString()));
        foreach (var secret in new[] { "client_secret", "registration_access_token" }) Assert.Equal(32, Base64UrlEncoder.DecodeBytes(answer[secret]!).Length);
        Assert.EndsWith($"/connect/register/{answer["client_id"]}", answer["registration_client_uri"], StringComparison.Ordinal);
        Expect.NotCached(answer);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("client_secret_post")]
    public async Task Secret_is_made_for_who_needs_one(string method)
    {
        var answer = await server.RegisteredAsync(("token_endpoint_auth_method", method));
        Assert.Equal(method != "none", answer.Json!.ContainsKey("client_secret"));
        Assert.Equal(method != "none", answer.Json!.ContainsKey("client_secret_expires_at"));
    }

    [Fact]
    public async Task Registered_client_goes_the_whole_way_with_a_code()
    {
        var client = await server.RegisteredAsync(("grant_types", Registering.Json("authorization_code", "refresh_token")), ("scope", "openid email offline_access"));
        using var browser = await server.SignedInAsync();
        var code = (await OAuth.SignInAsync(browser, ("client_id", client["client_id"]), ("redirect_uri", Registering.Callback), ("scope", "openid email offline_access")))["code"];
        var tokens = Expect.Tokens(await server.OAuth.PostAsync("/connect/token", client["client_id"], client["client_secret"], ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", Registering.Callback)));
        Assert.Equal(client["client_id"], OAuth.Payload(tokens.IdToken)["aud"]!.ToString());
        Expect.Tokens(await server.OAuth.PostAsync("/connect/token", client["client_id"], client["client_secret"], ("grant_type", "refresh_token"), ("refresh_token", tokens.RefreshToken)));
    }

    [Fact]
    public async Task Public_client_needs_pkce_and_consent()
    {
        var client = await server.RegisteredAsync(("token_endpoint_auth_method", "none"), ("first_party", true));
        using var browser = await server.SignedInAsync();
        (string, string?)[] request = [("client_id", client["client_id"]), ("redirect_uri", Registering.Callback), ("scope", "openid")];
        Expect.RedirectWithError(await browser.OpenAsync(OAuth.AuthorizeUrl(request)), "invalid_request", Registering.Callback);
        var consent = await browser.OpenAsync(OAuth.AuthorizeUrl([.. request, ("code_challenge", OAuth.Challenge), ("code_challenge_method", "S256")]));
        Assert.Equal("Example asks for access", await Page.TitleAsync(consent));
        var code = OAuth.Answer(await browser.AllowAsync(consent))["code"];
        Expect.Tokens(await server.OAuth.TokenAsync(("grant_type", "authorization_code"), ("client_id", client["client_id"]!), ("code", code), ("redirect_uri", Registering.Callback), ("code_verifier", OAuth.Verifier)));
    }

    [Fact]
    public async Task Token_with_a_quota_registers_that_many_however_many_ask_at_once()
    {
        var token = await AddTokenAsync(quota: 5);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => server.RegisterAsync(Registering.Metadata(("software_id", token)), token)));
        Assert.Equal(5, answers.Count(a => a.Status == HttpStatusCode.Created));
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.Created), Registering.NotLetIn);
        await using var db = await server.DbAsync();
        Assert.Equal(5, await db.Clients.CountAsync(c => c.SoftwareId == token));
        Registering.NotLetIn(await server.RegisterAsync(Registering.Metadata(), token));
    }

    [Fact]
    public async Task Bad_metadata_takes_nothing_from_the_quota()
    {
        var token = await AddTokenAsync(quota: 1);
        Registering.Refused(await server.RegisterAsync(Registering.Metadata(("subject_type", "secret")), token), "invalid_client_metadata");
        Assert.Equal(HttpStatusCode.Created, (await server.RegisterAsync(Registering.Metadata(), token)).Status);
    }

    [Fact]
    public async Task Nobody_without_a_live_token_is_let_in()
    {
        var expired = await AddTokenAsync(quota: 5, lifetime: TimeSpan.Zero);
        foreach (var token in new[] { null, expired, "wrong", Registering.Token + "x", (await server.RegisteredAsync())["registration_access_token"], (await server.PinAsync()).AccessToken })
            Registering.NotLetIn(await server.RegisterAsync(Registering.Metadata(), token));
    }

    [Fact]
    public async Task Token_decides_which_scopes_its_clients_may_have()
    {
        var token = await AddTokenAsync(quota: 2, scopes: "openid search");
        Assert.Equal("openid", (await server.RegisterAsync(Registering.Metadata(("scope", "openid email")), token))["scope"]);
        Assert.Equal("openid search", (await server.RegisterAsync(Registering.Metadata(), token))["scope"]);
    }

    [Fact]
    public async Task Secrets_are_in_no_row_and_in_no_log()
    {
        var client = await server.RegisteredAsync();
        await server.ReadAsync(client);
        var told = new[] { client["client_secret"]!, client["registration_access_token"]!, Registering.Token };
        Assert.DoesNotContain(server.Host.Log.Lines, line => told.Any(secret => line.Contains(secret, StringComparison.Ordinal)));
        var file = Encoding.Latin1.GetString(await ReadDatabaseAsync());
        Assert.All(told, secret => Assert.DoesNotContain(secret, file, StringComparison.Ordinal));
        Assert.Contains(client["client_id"]!, file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unused_clients_are_deleted_and_used_ones_stay()
    {
        var (unused, used) = (await server.RegisteredAsync(), await server.RegisteredAsync(("scope", "openid")));
        using (var browser = await server.SignedInAsync()) await OAuth.SignInAsync(browser, ("client_id", used["client_id"]), ("redirect_uri", Registering.Callback), ("scope", "openid"));
        var clients = (UnusedClients)server.Services.GetService(typeof(UnusedClients))!;
        await AgeAsync(unused, used);
        while (await clients.PruneAsync(200, CancellationToken.None) == 200) continue;
        Registering.NotLetIn(await server.ReadAsync(unused));
        Assert.Equal(HttpStatusCode.OK, (await server.ReadAsync(used)).Status);
        await using var db = await server.DbAsync();
        Assert.True(await db.Clients.AnyAsync(c => c.ClientId == "worker"));
    }

    private async Task AgeAsync(params OAuthAnswer[] registered)
    {
        var before = server.Clock.GetUtcNow().AddDays(-31).ToUnixTimeMilliseconds();
        foreach (var client in registered) await server.SqlAsync($"UPDATE clients SET created_at = {before} WHERE client_id = '{client["client_id"]}'");
    }

    private async Task<string> AddTokenAsync(int quota, TimeSpan? lifetime = null, string scopes = "")
    {
        var (token, now) = (Convert.ToHexString(RandomNumberGenerator.GetBytes(16)), server.Clock.GetUtcNow());
        await using var db = await server.DbAsync();
        db.InitialAccessTokens.Add(new InitialAccessToken
        {
            Hash = SHA256.HashData(Encoding.UTF8.GetBytes(token)), Name = "test", Remaining = quota, Scopes = ScopeSet.Parse(scopes)!, ExpiresAt = now + (lifetime ?? TimeSpan.FromDays(1)), CreatedAt = now,
        });
        await db.SaveChangesAsync();
        return token;
    }

    private async Task<byte[]> ReadDatabaseAsync()
    {
        await server.SqlAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        await using var file = new FileStream(Path.Combine(server.Host.Folder, "auth.db"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var copy = new MemoryStream();
        await file.CopyToAsync(copy);
        return copy.ToArray();
    }
}
