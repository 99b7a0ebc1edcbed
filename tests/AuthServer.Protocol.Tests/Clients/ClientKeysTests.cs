using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Outside;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Testing.Jwt;

namespace AuthServer.Protocol.Tests.Clients;

/// <summary>The keys of clients that name a <c>jwks_uri</c>: fetched when needed, kept when their site is down, never fetched for nothing.</summary>
public sealed class ClientKeysTests : IAsyncLifetime
{
    private readonly Site _site = new();
    private readonly Server _server;
    private readonly SigningClient _client;

    public ClientKeysTests()
    {
        _server = new Server(services => services.Replace(ServiceDescriptor.Singleton<IClientSites>(_site)));
        _client = new SigningClient("remote", _server.Clock);
        _site.Document = JwtKey.Set(_client.Key);
    }

    public async ValueTask InitializeAsync() => await _client.AddToAsync(_server, c => (c.Jwks, c.JwksUri) = (null, Site.Address));

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    private async Task GoodAsync(JwtKey? key = null) => Expect.Tokens(await _client.TokenAsync(_server, _client.Assertion(key: key)));

    private async Task BadAsync(JwtKey? key = null) => Expect.Refusal(await _client.TokenAsync(_server, _client.Assertion(key: key)), "invalid_client");

    [Fact]
    public async Task Keys_are_fetched_once_and_again_when_they_are_an_hour_old()
    {
        await GoodAsync();
        await GoodAsync();
        Assert.Equal(1, _site.Reads);
        _server.Clock.Advance(TimeSpan.FromMinutes(59));
        await GoodAsync();
        Assert.Equal(1, _site.Reads);
        _server.Clock.Advance(TimeSpan.FromMinutes(1));
        await GoodAsync();
        Assert.Equal(2, _site.Reads);
    }

    [Fact]
    public async Task New_key_is_found_and_the_old_one_refused_once_it_is_gone()
    {
        await GoodAsync();
        _server.Clock.Advance(TimeSpan.FromMinutes(1));
        _site.Document = JwtKey.Set(_client.OtherKey);
        await GoodAsync(_client.OtherKey);
        await BadAsync();
    }

    [Fact]
    public async Task Unknown_key_makes_one_fetch_a_minute()
    {
        await GoodAsync();
        using var unknown = new JwtKey("unknown");
        for (var i = 0; i < 20; i++) await BadAsync(unknown);
        Assert.Equal(1, _site.Reads);
        _server.Clock.Advance(TimeSpan.FromMinutes(1));
        for (var i = 0; i < 20; i++) await BadAsync(unknown);
        Assert.Equal(2, _site.Reads);
    }

    [Fact]
    public async Task Site_that_is_down_takes_nothing_away()
    {
        await GoodAsync();
        _site.Document = null;
        _server.Clock.Advance(TimeSpan.FromHours(2));
        await GoodAsync();
        await GoodAsync();
        Assert.Equal(2, _site.Reads);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not JSON")]
    [InlineData("{}")]
    [InlineData("{\"keys\":[1]}")]
    [InlineData("{\"keys\":[{\"kid\":\"\\ud800\"}]}")]
    public async Task Document_that_is_no_key_set_is_as_none(string document)
    {
        _site.Document = document;
        await BadAsync();
        _site.Document = JwtKey.Set(_client.Key);
        _server.Clock.Advance(TimeSpan.FromMinutes(1));
        await GoodAsync();
        _site.Document = document;
        _server.Clock.Advance(TimeSpan.FromHours(1));
        await GoodAsync();
    }

    [Theory]
    [InlineData("{\"keys\":[]}")]
    [InlineData("{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\",\"kid\":\"first\"}]}")]
    [InlineData("{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\",\"kid\":\"first\"}]}")]
    public async Task Key_set_without_a_key_of_use_takes_all_keys_away_at_once(string document)
    {
        await GoodAsync();
        _site.Document = document;
        _server.Clock.Advance(TimeSpan.FromHours(1));
        await BadAsync();
        _site.Document = null;
        _server.Clock.Advance(TimeSpan.FromMinutes(1));
        await BadAsync();
    }

    [Fact]
    public async Task Keys_are_forgotten_a_day_after_they_were_last_read()
    {
        await GoodAsync();
        _site.Document = null;
        _server.Clock.Advance(TimeSpan.FromHours(23));
        await GoodAsync();
        _server.Clock.Advance(TimeSpan.FromHours(1));
        await BadAsync();
        _site.Document = JwtKey.Set(_client.Key);
        _server.Clock.Advance(TimeSpan.FromMinutes(1));
        await GoodAsync();
    }

    [Fact]
    public async Task Clients_that_registered_themselves_fetch_so_often_a_minute_from_one_host_and_those_of_administrators_always()
    {
        for (var i = 0; i < 40; i++)
        {
            var id = $"stranger-{i}";
            await _server.AddClientAsync(new Client { ClientId = id, Name = id, Origin = ClientOrigin.Registration, AuthMethods = [AuthMethods.PrivateKeyJwt], JwksUri = Site.Address });
            var assertion = _client.Assertion(c => (c["iss"], c["sub"]) = (id, id));
            Assert.Equal(i < 30, (await SigningClient.PostAsync(_server, "/connect/revocation", assertion, ("token", "x"))).Status == HttpStatusCode.OK);
        }
        Assert.Equal(30, _site.Reads);
        await GoodAsync();
    }

    [Fact]
    public async Task Clients_of_documents_do_not_push_the_keys_of_registered_clients_out()
    {
        await GoodAsync();
        await using (var db = await _server.DbAsync())
        {
            db.Clients.AddRange(Enumerable.Range(0, 1050).Select(i => new Client { ClientId = $"document-{i}", Name = "x", Origin = ClientOrigin.Document, AuthMethods = [AuthMethods.PrivateKeyJwt], GrantTypes = [GrantTypes.ClientCredentials], Jwks = JwtKey.Set(_client.Key) }));
            await db.SaveChangesAsync();
        }
        for (var i = 0; i < 1050; i++)
        {
            var id = $"document-{i}";
            var assertion = _client.Assertion(c => (c["iss"], c["sub"]) = (id, id));
            Assert.Equal(HttpStatusCode.OK, (await SigningClient.PostAsync(_server, "/connect/revocation", assertion, ("token", "x"))).Status);
        }
        await GoodAsync();
        Assert.Equal(1, _site.Reads);
    }

    [Fact]
    public async Task Many_at_once_wait_for_one_fetch()
    {
        _site.Gate = new TaskCompletionSource();
        var waiting = Enumerable.Range(0, 20).Select(_ => _client.TokenAsync(_server, _client.Assertion())).ToList();
        await _site.Asked;
        _site.Gate.SetResult();
        Assert.All(await Task.WhenAll(waiting), a => Expect.Tokens(a));
        Assert.Equal(1, _site.Reads);
    }

    [Fact]
    public async Task What_can_be_refused_by_its_claims_is_fetched_for_nobody()
    {
        Expect.Refusal(await _client.TokenAsync(_server, _client.Assertion(c => c["aud"] = "https://evil.example")), "invalid_client");
        Expect.Refusal(await _client.TokenAsync(_server, _client.Assertion(c => c["exp"] = _client.Now(-10))), "invalid_client");
        Expect.Refusal(await _client.TokenAsync(_server, _client.Assertion(header: h => h["alg"] = "HS256")), "invalid_client");
        Assert.Equal(0, _site.Reads);
    }

    [Fact]
    public async Task Changed_client_is_known_by_its_new_keys_at_once()
    {
        await GoodAsync();
        await _server.ChangeClientAsync(_client.Id, c => (c.Jwks, c.JwksUri, c.Version) = (JwtKey.Set(_client.OtherKey), null, c.Version + 1));
        await BadAsync();
        await GoodAsync(_client.OtherKey);
        await _server.ChangeClientAsync(_client.Id, c => (c.Jwks, c.JwksUri, c.Version) = (null, Site.Address, c.Version + 1));
        await GoodAsync();
        Assert.Equal(2, _site.Reads);
    }

    [Fact]
    public async Task Token_without_a_kid_needs_a_key_that_leaves_no_choice()
    {
        using var rsa = new JwtKey("rsa", "RS256");
        _site.Document = JwtKey.Set(_client.Key, rsa);
        Expect.Tokens(await _client.TokenAsync(_server, _client.Assertion(header: h => h.Remove("kid"))));
        _site.Document = JwtKey.Set(_client.Key, _client.OtherKey);
        _server.Clock.Advance(TimeSpan.FromHours(1));
        Expect.Refusal(await _client.TokenAsync(_server, _client.Assertion(header: h => h.Remove("kid"))), "invalid_client");
    }

    [Fact]
    public async Task Certificate_beside_a_key_is_not_the_key()
    {
        using var holder = RSA.Create(2048);
        var request = new CertificateRequest("CN=another", holder, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero));
        using var named = new JwtKey("rsa", "RS256");
        using var signer = new JwtKey("rsa", "RS256", holder);
        var jwk = named.Jwk;
        jwk["x5c"] = new JsonArray(Convert.ToBase64String(certificate.RawData));
        _site.Document = new JsonObject { ["keys"] = new JsonArray(jwk) }.ToJsonString();
        await BadAsync(signer);
        await GoodAsync(named);
    }

    private sealed class Site : IClientSites
    {
        public const string Address = "https://keys.example/jwks";

        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _reads;

        public string? Document { get; set; }

        public int Reads => _reads;

        /// <summary>Holds answers back.</summary>
        public TaskCompletionSource? Gate { get; set; }

        public Task Asked => _asked.Task;

        public bool MayReach(Uri address) => true;

        public async Task<byte[]?> ReadAsync(Uri address, int mostBytes, CancellationToken cancel)
        {
            Assert.Equal((Address, 32 * 1024), (address.OriginalString, mostBytes));
            Interlocked.Increment(ref _reads);
            _asked.TrySetResult();
            if (Gate is { } gate) await gate.Task;
            return Document is null ? null : Encoding.UTF8.GetBytes(Document);
        }

        public Task<int?> PostAsync(Uri address, IEnumerable<KeyValuePair<string, string>> form, CancellationToken cancel) => Task.FromResult<int?>(null);
    }
}
