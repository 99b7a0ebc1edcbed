using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Scopes;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Protocol.Tests.Clients;

/// <summary>Client authentication (RFC 6749 §2.3) at the token endpoint.</summary>
public sealed class ClientAuthenticationTests(Server server) : IClassFixture<Server>
{
    private const string Token = "/connect/token";
    private const string Grant = "grant_type=client_credentials";

    private Task<OAuthAnswer> BasicAsync(string id, string secret) => server.OAuth.PostAsync(Token, id, secret, ("grant_type", "client_credentials"));

    private Task<OAuthAnswer> PostAsync(string id, string secret) => server.OAuth.TokenAsync(("grant_type", "client_credentials"), ("client_id", id), ("client_secret", secret));

    private Task<OAuthAnswer> HeaderAsync(string header, string body = Grant) => server.PostRawAsync(Token, body, authorization: AuthenticationHeaderValue.Parse(header));

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private async Task<string> NewClientAsync(string id, params string[] secrets)
    {
        await server.AddClientAsync(new Client
        {
            ClientId = id,
            Name = id,
            AuthMethods = [AuthMethods.ClientSecretBasic, AuthMethods.ClientSecretPost],
            GrantTypes = [GrantTypes.ClientCredentials],
            Scopes = ScopeSet.Parse("search")!,
            Secrets = [.. secrets.Select(ClientSecret.Of)],
        });
        return id;
    }

    [Fact]
    public async Task Secret_in_the_header_authenticates() => Expect.Tokens(await BasicAsync("worker", OAuth.WorkerSecret));

    [Fact]
    public async Task Secret_in_the_body_authenticates() => Expect.Tokens(await PostAsync("worker", OAuth.WorkerSecret));

    [Fact]
    public async Task Scheme_name_is_compared_without_case() => Expect.Tokens(await HeaderAsync("bASIC " + Base64($"worker:{OAuth.WorkerSecret}")));

    [Fact]
    public async Task Same_client_id_in_header_and_body_is_accepted() =>
        Expect.Tokens(await HeaderAsync("Basic " + Base64($"worker:{OAuth.WorkerSecret}"), Grant + "&client_id=worker"));

    [Fact]
    public async Task Other_client_id_in_the_body_is_refused() =>
        Expect.Refusal(await HeaderAsync("Basic " + Base64($"worker:{OAuth.WorkerSecret}"), Grant + "&client_id=web"), "invalid_request");

    [Fact]
    public async Task Two_methods_at_once_are_refused() =>
        Expect.Refusal(await HeaderAsync("Basic " + Base64($"worker:{OAuth.WorkerSecret}"), $"{Grant}&client_id=worker&client_secret={OAuth.WorkerSecret}"), "invalid_request");

    [Fact]
    public async Task Both_halves_of_the_header_are_form_urldecoded()
    {
        const string Id = "an app/with:colon & plus+ä";
        const string Secret = "s3cret: 100% +/=&?#\"ü€𝄞";
        await NewClientAsync(Id, Secret);
        Expect.Tokens(await BasicAsync(Id, Secret));
        Expect.Tokens(await PostAsync(Id, Secret));
        Expect.Refusal(await HeaderAsync("Basic " + Base64($"{Uri.EscapeDataString(Id)}:{Secret}")), "invalid_client");
    }

    [Theory]
    [InlineData("Basic")]
    [InlineData("Basic ")]
    [InlineData("Basic !!!")]
    [InlineData("Basic d29ya2Vy")] // worker
    [InlineData("Basic OnNlY3JldA==")] // :secret
    [InlineData("Basic d29ya2VyOiUwMA==")] // worker:%00
    [InlineData("Basic d29ya2VyOiVaWg==")] // worker:%ZZ
    [InlineData("Basic d29ya2Vyov8=")] // bytes that are no UTF-8
    [InlineData("Bearer abc")]
    [InlineData("Digest username=worker")]
    [InlineData("Unknown")]
    public async Task Malformed_header_is_refused(string header) => Expect.Refusal(await HeaderAsync(header), "invalid_client");

    [Fact]
    public async Task Second_authorization_header_is_refused()
    {
        var header = "Authorization: Basic " + Base64($"worker:{OAuth.WorkerSecret}");
        var answer = await server.SendBytesAsync($"POST {Token} HTTP/1.1\nHost: localhost\n{header}\n{header}\nContent-Type: application/x-www-form-urlencoded\nContent-Length: {Grant.Length}\nConnection: close\n\n{Grant}");
        Assert.StartsWith("HTTP/1.1 401", answer, StringComparison.Ordinal);
        Assert.Contains("\"invalid_client\"", answer, StringComparison.Ordinal);
    }

    public static TheoryData<string> WrongSecrets() => new(
        "wrong", " ", OAuth.WorkerSecret.ToUpperInvariant(), OAuth.WorkerSecret[..^1], OAuth.WorkerSecret + "=", OAuth.WorkerSecret + " ", " " + OAuth.WorkerSecret, OAuth.WebSecret, new string('a', 5000));

    [Theory]
    [MemberData(nameof(WrongSecrets))]
    public async Task Wrong_secret_is_refused(string secret)
    {
        Expect.Refusal(await BasicAsync("worker", secret), "invalid_client");
        Expect.Refusal(await PostAsync("worker", secret), "invalid_client");
    }

    [Fact]
    public async Task Empty_secret_is_refused()
    {
        Expect.Refusal(await BasicAsync("worker", ""), "invalid_client");
        Expect.Refusal(await PostAsync("worker", ""), "invalid_client");
        Expect.Refusal(await PostAsync("mobile", "x"), "invalid_client");
    }

    [Fact]
    public async Task Secret_of_a_megabyte_is_refused_by_its_size()
    {
        var huge = new string('a', 1024 * 1024);
        Expect.Refusal(await PostAsync("worker", huge), "invalid_request", HttpStatusCode.RequestEntityTooLarge);
        await server.RefusesHeaderAsync(Token, "Basic " + Base64("worker:" + huge));
        Expect.Tokens(await BasicAsync("worker", OAuth.WorkerSecret));
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("WORKER")]
    [InlineData("worker ")]
    [InlineData("' OR 1=1 --")]
    public async Task Unknown_client_is_told_the_same_as_a_wrong_secret(string id)
    {
        var unknown = await BasicAsync(id, OAuth.WorkerSecret);
        var wrong = await BasicAsync("worker", "wrong");
        Expect.Refusal(unknown, "invalid_client");
        Assert.Equal(wrong.Text, unknown.Text);
        Assert.Equal(wrong.Headers.Select(h => h.Key), unknown.Headers.Select(h => h.Key));
    }

    [Fact]
    public async Task Client_id_of_any_length_is_refused_alike() => Expect.Refusal(await PostAsync(new string('w', 50_000), "x"), "invalid_client");

    [Fact]
    public async Task Confidential_client_without_its_secret_is_refused() => Expect.Refusal(await server.PostRawAsync(Token, Grant + "&client_id=worker"), "invalid_client");

    [Theory]
    [InlineData("mobile")]
    [InlineData("spa")]
    public async Task Public_client_with_a_secret_is_refused(string id)
    {
        Expect.Refusal(await PostAsync(id, "anything"), "invalid_client");
        Expect.Refusal(await BasicAsync(id, "anything"), "invalid_client");
        Expect.Refusal(await BasicAsync(id, ""), "invalid_client");
    }

    [Fact]
    public async Task Method_that_the_client_is_not_registered_for_is_refused()
    {
        Expect.Refusal(await PostAsync("partner", OAuth.PartnerSecret), "invalid_client");
        // The same secret by the registered method gets further.
        Expect.Refusal(await BasicAsync("partner", OAuth.PartnerSecret), "unauthorized_client");
    }

    [Fact]
    public async Task Disabled_client_is_refused_on_its_next_request()
    {
        var id = await NewClientAsync("to-be-disabled", "secret");
        var before = Expect.Tokens(await BasicAsync(id, "secret"));
        await server.ChangeClientAsync(id, c => c.Enabled = false);
        Expect.Refusal(await BasicAsync(id, "secret"), "invalid_client");
        Expect.Refusal(await server.OAuth.IntrospectAsync(before.AccessToken, id, "secret"), "invalid_client");
        Expect.Refusal(await server.OAuth.PostAsync("/connect/revocation", id, "secret", ("token", before.AccessToken)), "invalid_client");
        await server.ChangeClientAsync(id, c => c.Enabled = true);
        Expect.Tokens(await BasicAsync(id, "secret"));
    }

    [Fact]
    public async Task Access_token_of_a_disabled_client_is_no_longer_active()
    {
        var id = await NewClientAsync("disabled-with-token", "secret");
        var token = Expect.Tokens(await BasicAsync(id, "secret")).AccessToken;
        Assert.True((await server.OAuth.IntrospectAsync(token)).Active);
        await server.ChangeClientAsync(id, c => c.Enabled = false);
        Assert.False((await server.OAuth.IntrospectAsync(token)).Active);
    }

    [Fact]
    public async Task Two_secrets_live_at_once_until_one_is_removed()
    {
        var id = await NewClientAsync("two-secrets", "old", "new");
        Expect.Tokens(await BasicAsync(id, "old"));
        Expect.Tokens(await BasicAsync(id, "new"));
        await server.ChangeClientAsync(id, c => c.Secrets.RemoveAll(s => s.Hash.AsSpan().SequenceEqual(SHA256.HashData("old"u8))));
        Expect.Refusal(await BasicAsync(id, "old"), "invalid_client");
        Expect.Tokens(await BasicAsync(id, "new"));
    }

    [Fact]
    public async Task Expired_secret_is_refused()
    {
        var id = await NewClientAsync("expiring", "secret");
        var end = server.Clock.GetUtcNow() + TimeSpan.FromMinutes(1);
        await server.ChangeClientAsync(id, c => c.Secrets[0].ExpiresAt = end);
        server.Clock.Advance(TimeSpan.FromSeconds(59));
        Expect.Tokens(await BasicAsync(id, "secret"));
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        Expect.Refusal(await BasicAsync(id, "secret"), "invalid_client");
    }

    [Fact]
    public async Task Client_without_any_secret_is_refused()
    {
        var id = await NewClientAsync("without-secret");
        Expect.Refusal(await BasicAsync(id, ""), "invalid_client");
        Expect.Refusal(await BasicAsync(id, "\u0000"), "invalid_client");
    }

    [Fact]
    public async Task Secret_is_stored_as_its_hash_only()
    {
        await NewClientAsync("hashed", "plain-text-marker");
        await using var db = await server.DbAsync();
        var stored = await db.Clients.Include(c => c.Secrets).SingleAsync(c => c.ClientId == "hashed");
        Assert.Equal(SHA256.HashData("plain-text-marker"u8), Assert.Single(stored.Secrets).Hash);
        var files = await Task.WhenAll(Directory.GetFiles(server.Host.Folder, "auth.db*").Select(f => ReadAsync(f)));
        Assert.All(files, f => Assert.DoesNotContain("plain-text-marker", f, StringComparison.Ordinal));
        Assert.All(files, f => Assert.DoesNotContain(OAuth.WorkerSecret, f, StringComparison.Ordinal));
    }

    private static async Task<string> ReadAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file, Encoding.Latin1);
        return await reader.ReadToEndAsync();
    }
}
