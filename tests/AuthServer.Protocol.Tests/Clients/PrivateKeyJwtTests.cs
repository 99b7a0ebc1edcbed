using System.Text.Json.Nodes;
using AuthServer.Protocol.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Testing.Jwt;

namespace AuthServer.Protocol.Tests.Clients;

/// <summary>Authentication by a signed assertion (RFC 7523, OIDC Core §9). What every JWT must keep is in the table of attacks.</summary>
public sealed class PrivateKeyJwtTests(Server server) : IClassFixture<Server>
{
    private static int _number;

    private async Task<SigningClient> ClientAsync(Action<AuthServer.Protocol.Clients.Client>? change = null, string algorithm = "ES256") =>
        await new SigningClient($"assertive-{Interlocked.Increment(ref _number)}", server.Clock, algorithm).AddToAsync(server, change);

    private static string Endpoint(string path) => AuthServerHost.Issuer + path;

    [Theory]
    [InlineData("ES256")]
    [InlineData("PS256")]
    [InlineData("RS256")]
    public async Task Assertion_authenticates_in_every_algorithm_that_discovery_names(string algorithm)
    {
        using var client = await ClientAsync(algorithm: algorithm);
        Expect.Tokens(await client.TokenAsync(server, client.Assertion()));
        var discovery = JsonNode.Parse(await server.OAuth.Http.GetStringAsync("/.well-known/openid-configuration"))!;
        Assert.Contains(algorithm, discovery["token_endpoint_auth_signing_alg_values_supported"]!.AsArray().Select(a => a!.ToString()));
    }

    [Fact]
    public async Task Client_id_beside_the_assertion_is_the_same_or_refused()
    {
        using var client = await ClientAsync();
        Expect.Tokens(await client.TokenAsync(server, client.Assertion(), ("client_id", client.Id)));
        Expect.Refusal(await client.TokenAsync(server, client.Assertion(), ("client_id", "worker")), "invalid_client");
    }

    [Theory]
    [InlineData("")]
    [InlineData("/connect/token")]
    public async Task Audience_is_the_issuer_or_the_token_endpoint(string path)
    {
        using var client = await ClientAsync();
        Expect.Tokens(await client.TokenAsync(server, client.Assertion(c => c["aud"] = Endpoint(path))));
    }

    [Fact]
    public async Task Audience_may_be_the_endpoint_that_is_called_and_no_other()
    {
        using var client = await ClientAsync();
        var token = Expect.Tokens(await client.TokenAsync(server, client.Assertion())).AccessToken;
        Assert.True((await SigningClient.PostAsync(server, "/connect/introspect", client.Assertion(c => c["aud"] = Endpoint("/connect/introspect")), ("token", token))).Active);
        Expect.Refusal(await client.TokenAsync(server, client.Assertion(c => c["aud"] = Endpoint("/connect/introspect"))), "invalid_client");
        Expect.Refusal(await client.TokenAsync(server, client.Assertion(c => c["aud"] = new JsonArray(AuthServerHost.Issuer))), "invalid_client");
    }

    [Fact]
    public async Task Strict_client_means_the_issuer_and_nothing_else()
    {
        using var client = await ClientAsync(c => c.StrictAssertionAudience = true);
        Expect.Refusal(await client.TokenAsync(server, client.Assertion(c => c["aud"] = Endpoint("/connect/token"))), "invalid_client");
        Expect.Tokens(await client.TokenAsync(server, client.Assertion()));
    }

    [Fact]
    public async Task Issuer_and_subject_are_the_client()
    {
        using var client = await ClientAsync();
        Expect.Refusal(await client.TokenAsync(server, client.Assertion(c => c["iss"] = "worker")), "invalid_client");
        Expect.Refusal(await client.TokenAsync(server, client.Assertion(c => c["sub"] = "worker")), "invalid_client");
        Expect.Refusal(await client.TokenAsync(server, client.Assertion(c => (c["sub"], c["iss"]) = ("worker", "worker"))), "invalid_client");
    }

    [Theory]
    [InlineData("exp", -1, false)]
    [InlineData("exp", 0, false)]
    [InlineData("exp", 1, true)]
    [InlineData("exp", 360, true)]
    [InlineData("exp", 361, false)]
    [InlineData("nbf", 60, true)]
    [InlineData("nbf", 61, false)]
    [InlineData("iat", 60, true)]
    [InlineData("iat", 61, false)]
    public async Task Times_are_held_to_the_second(string claim, int seconds, bool good)
    {
        using var client = await ClientAsync();
        var answer = await client.TokenAsync(server, client.Assertion(c => c[claim] = client.Now(seconds)));
        if (good) Expect.Tokens(answer);
        else Expect.Refusal(answer, "invalid_client");
    }

    [Fact]
    public async Task Registered_algorithm_is_the_only_one()
    {
        using var rsa = new JwtKey("rsa", "PS256");
        using var client = await ClientAsync(c => c.AssertionAlgorithm = "PS256");
        await server.ChangeClientAsync(client.Id, c => c.Jwks = JwtKey.Set(client.Key, rsa));
        Expect.Tokens(await client.TokenAsync(server, client.Assertion(key: rsa)));
        Expect.Refusal(await client.TokenAsync(server, client.Assertion()), "invalid_client");
    }

    [Fact]
    public async Task Key_that_is_meant_for_one_algorithm_is_not_used_for_another()
    {
        using var client = await ClientAsync(algorithm: "PS256");
        Expect.Tokens(await client.TokenAsync(server, client.Assertion()));
        // The signature is RSASSA-PSS by a good key; only the name of the algorithm differs from that of the key.
        Expect.Refusal(await client.TokenAsync(server, client.Assertion(header: h => h["alg"] = "RS256")), "invalid_client");
    }

    [Fact]
    public async Task Two_methods_at_once_are_refused_and_use_nothing_up()
    {
        using var client = await ClientAsync();
        var assertion = client.Assertion();
        Expect.Refusal(await client.TokenAsync(server, assertion, ("client_secret", "x")), "invalid_request");
        Expect.Refusal(
            await server.OAuth.PostAsync("/connect/token", client.Id, "x", ("grant_type", "client_credentials"), ("client_assertion_type", SigningClient.AssertionType), ("client_assertion", assertion)), "invalid_request");
        Expect.Tokens(await client.TokenAsync(server, assertion));
    }

    [Theory]
    [InlineData("urn:ietf:params:oauth:client-assertion-type:saml2-bearer")]
    [InlineData("jwt-bearer")]
    public async Task Other_assertion_type_is_refused(string type)
    {
        using var client = await ClientAsync();
        Expect.Refusal(await server.OAuth.TokenAsync(("grant_type", "client_credentials"), ("client_assertion_type", type), ("client_assertion", client.Assertion())), "invalid_client");
    }

    [Fact]
    public async Task Half_of_the_pair_is_refused()
    {
        using var client = await ClientAsync();
        Expect.Refusal(await server.OAuth.TokenAsync(("grant_type", "client_credentials"), ("client_assertion", client.Assertion())), "invalid_client");
        Expect.Refusal(await server.OAuth.TokenAsync(("grant_type", "client_credentials"), ("client_id", client.Id), ("client_assertion_type", SigningClient.AssertionType)), "invalid_client");
    }

    [Fact]
    public async Task Client_that_is_registered_for_a_secret_cannot_sign_instead()
    {
        using var client = await ClientAsync(c => c.AuthMethods = [AuthMethods.ClientSecretBasic]);
        Expect.Refusal(await client.TokenAsync(server, client.Assertion()), "invalid_client");
    }

    [Fact]
    public async Task Client_that_signs_cannot_leave_it_out_or_send_a_secret()
    {
        using var client = await ClientAsync();
        Expect.Refusal(await server.OAuth.TokenAsync(("grant_type", "client_credentials"), ("client_id", client.Id)), "invalid_client");
        Expect.Refusal(await server.OAuth.TokenAsync(("grant_type", "client_credentials"), ("client_id", client.Id), ("client_secret", "")), "invalid_client");
    }

    [Fact]
    public async Task Unknown_client_wrong_key_and_disabled_client_are_told_the_same()
    {
        using var client = await ClientAsync();
        using var stranger = new JwtKey("first");
        using var unknown = new SigningClient("nobody", server.Clock);
        var wrong = await client.TokenAsync(server, client.Assertion(key: stranger));
        var nobody = await unknown.TokenAsync(server, unknown.Assertion());
        await server.ChangeClientAsync(client.Id, c => c.Enabled = false);
        var disabled = await client.TokenAsync(server, client.Assertion());
        Assert.All([wrong, nobody, disabled], a => Expect.Refusal(a, "invalid_client"));
        Assert.Equal((wrong.Text, wrong.Text), (nobody.Text, disabled.Text));
    }

    [Fact]
    public async Task Assertion_is_good_once_at_all_endpoints_together()
    {
        using var client = await ClientAsync();
        var assertion = client.Assertion();
        Expect.Tokens(await client.TokenAsync(server, assertion));
        Expect.Refusal(await client.TokenAsync(server, assertion), "invalid_client");
        Expect.Refusal(await SigningClient.PostAsync(server, "/connect/introspect", assertion, ("token", "x")), "invalid_client");
        Expect.Refusal(await SigningClient.PostAsync(server, "/connect/revocation", assertion, ("token", "x")), "invalid_client");
    }

    [Fact]
    public async Task Same_identifier_in_another_assertion_is_refused_and_that_of_another_client_is_not()
    {
        using var client = await ClientAsync();
        using var neighbour = await ClientAsync();
        Expect.Tokens(await client.TokenAsync(server, client.Assertion(c => c["jti"] = "the-same")));
        Expect.Refusal(await client.TokenAsync(server, client.Assertion(c => (c["jti"], c["exp"]) = ("the-same", client.Now(120)))), "invalid_client");
        Expect.Tokens(await neighbour.TokenAsync(server, neighbour.Assertion(c => c["jti"] = "the-same")));
    }

    [Fact]
    public async Task Forger_cannot_use_up_the_identifier_of_the_real_one()
    {
        using var client = await ClientAsync();
        using var stranger = new JwtKey("first");
        Expect.Refusal(await client.TokenAsync(server, client.Assertion(c => c["jti"] = "wanted", key: stranger)), "invalid_client");
        Expect.Tokens(await client.TokenAsync(server, client.Assertion(c => c["jti"] = "wanted")));
    }

    [Fact]
    public async Task Fifty_at_once_have_one_winner()
    {
        using var client = await ClientAsync();
        var assertion = client.Assertion();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => client.TokenAsync(server, assertion)));
        Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.OK), a => Expect.Refusal(a, "invalid_client"));
    }

    [Fact]
    public async Task Two_nodes_on_one_database_have_one_winner()
    {
        using var client = await ClientAsync();
        await using var node = AuthServerHost.With(new Dictionary<string, string>
        {
            ["ConnectionStrings:Auth"] = $"Data Source={Path.Combine(server.Host.Folder, "auth.db")}",
            ["Protocol:KeyRingFile"] = Path.Combine(server.Host.Folder, "ring"),
        });
        using var there = new OAuth(node);
        for (var i = 0; i < 5; i++)
        {
            var assertion = client.Assertion();
            (string, string)[] form = [("grant_type", "client_credentials"), ("client_assertion_type", SigningClient.AssertionType), ("client_assertion", assertion)];
            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => (n % 2 == 0 ? server.OAuth : there).TokenAsync(form)));
            Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task Used_identifiers_are_pruned_when_their_time_is_over()
    {
        await using var own = new Server();
        using var client = await new SigningClient("pruned", own.Clock).AddToAsync(own);
        var assertion = client.Assertion();
        Expect.Tokens(await client.TokenAsync(own, assertion));
        Assert.Equal(0, await PruneAsync(own));
        Expect.Refusal(await client.TokenAsync(own, assertion), "invalid_client");
        own.Clock.Advance(TimeSpan.FromSeconds(121));
        Assert.Equal(1, await PruneAsync(own));
        // What is not remembered any more is over by its own time.
        Expect.Refusal(await client.TokenAsync(own, assertion), "invalid_client");
    }

    [Fact]
    public async Task Assertion_is_neither_logged_nor_stored()
    {
        using var client = await ClientAsync();
        var assertion = client.Assertion(c => c["jti"] = "identifier-to-look-for");
        Expect.Tokens(await client.TokenAsync(server, assertion));
        Expect.Refusal(await client.TokenAsync(server, assertion), "invalid_client");
        Assert.DoesNotContain(server.Host.Log.Lines, l => l.Contains(assertion.Split('.')[2], StringComparison.Ordinal) || l.Contains("identifier-to-look-for", StringComparison.Ordinal));
        await using var db = await server.DbAsync();
        Assert.All(await db.UsedTokens.ToListAsync(), t => Assert.Equal(32, t.Key.Length));
    }

    private static async Task<int> PruneAsync(Server server) =>
        (await server.Services.GetRequiredService<ITokenStore>().PruneAsync(PrunableTable.UsedTokens, [], server.Clock.GetUtcNow(), CancellationToken.None)).Deleted;
}
