using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Keys;
using AuthServer.Protocol.Scopes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AuthServer.Protocol.Tests.Tokens;

/// <summary>Resources that are named by their addresses (RFC 8707 §2), clients that may not reach all of them, and the algorithms of their tokens.</summary>
public sealed class ResourceUriTests(Server server) : IClassFixture<Server>
{
    private const string Callback = "http://localhost:5307/callback";

    private Task<OAuthAnswer> WorkerAsync(string? scope, params IEnumerable<string> resources) => server.OAuth.PostAsync(
        "/connect/token", "worker", OAuth.WorkerSecret, [("grant_type", "client_credentials"), .. scope is null ? [] : new[] { ("scope", scope) }, .. resources.Select(r => ("resource", r))]);

    private async Task ChangeResourceAsync(string name, Action<Resource> change)
    {
        await using var db = await server.DbAsync();
        change(await db.Resources.SingleAsync(r => r.Name == name));
        await db.SaveChangesAsync();
        server.Services.GetRequiredService<ScopeCatalogue>().Refresh();
    }

    private static void Is(string audience, string scope, OAuthAnswer tokens)
    {
        var claims = OAuth.Payload(Expect.Tokens(tokens).AccessToken);
        Assert.Equal((audience, scope), (claims["aud"]!.ToJsonString(), (string?)claims["scope"]));
    }

    [Theory]
    [InlineData("http://localhost:5200")]
    [InlineData("http://localhost:5200/")]
    [InlineData("HTTP://localhost:5200")]
    [InlineData("http://LOCALHOST:5200")]
    [InlineData("resource-api")]
    public async Task Resource_has_one_audience_however_it_is_named(string resource) => Is("\"resource-api\"", "search", await WorkerAsync("search admin", resource));

    [Theory]
    [InlineData("http://localhost:5200//")]
    [InlineData("http://localhost:5200/#")]
    [InlineData("http://localhost:5200#x")]
    [InlineData("http://localhost:5200/mcp")]
    [InlineData("http://localhost:5200?")]
    [InlineData("http://localhost:52000")]
    [InlineData("http://localhost")]
    [InlineData("https://localhost:5200")]
    [InlineData("//localhost:5200")]
    [InlineData("localhost:5200")]
    [InlineData("resource-api/")]
    [InlineData("/resource-api")]
    [InlineData("resource-api#x")]
    [InlineData(" resource-api")]
    [InlineData("resource-api auth-admin")]
    public async Task Anything_else_is_refused(string resource)
    {
        Expect.Refusal(await WorkerAsync("search admin", resource), "invalid_target");
        using var response = await server.OAuth.Http.GetAsync(OAuth.AuthorizeUrl(("scope", "openid users:read"), ("resource", resource)));
        Expect.RedirectWithError(response, "invalid_target");
    }

    [Fact]
    public async Task Name_and_address_of_one_resource_are_one() => Is("\"resource-api\"", "search", await WorkerAsync("search admin", "http://localhost:5200/", "resource-api"));

    [Fact]
    public async Task Address_in_an_authorization_request_holds_for_its_tokens()
    {
        var code = await server.CodeAsync(("scope", "openid offline_access users:read search"), ("resource", "http://localhost:5200/"));
        var tokens = Expect.Tokens(await server.OAuth.PostAsync(
            "/connect/token", "web", OAuth.WebSecret, ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", OAuth.WebCallback), ("resource", "http://localhost:5200")));
        Is("\"resource-api\"", "openid offline_access users:read search", tokens);
        Is("\"resource-api\"", "openid offline_access users:read search", await server.OAuth.PostAsync(
            "/connect/token", "web", OAuth.WebSecret, ("grant_type", "refresh_token"), ("refresh_token", tokens.RefreshToken), ("resource", "http://localhost:5200/")));
    }

    [Fact]
    public async Task Client_reaches_the_resources_of_its_registration_alone()
    {
        await server.AddClientAsync(Machine("limited", "auth-admin"));
        Is("\"auth-admin\"", "admin", await AskAsync("limited", null));
        Is("\"auth-admin\"", "admin", await AskAsync("limited", "auth-admin"));
        foreach (var resource in new[] { "resource-api", "http://localhost:5200" }) Expect.Refusal(await AskAsync("limited", resource), "invalid_target");
    }

    [Fact]
    public async Task Limit_of_a_client_holds_for_a_sign_in_of_an_app_too()
    {
        await server.ChangeClientAsync("mobile", c => c.Resources = ["auth-admin"]);
        try
        {
            Is($"\"{AuthServerHost.Issuer}\"", "openid profile email phone address offline_access roles kyc", await server.PinAsync());
        }
        finally
        {
            await server.ChangeClientAsync("mobile", c => c.Resources = []);
        }
    }

    [Theory]
    [InlineData(SigningAlgorithms.PS256, null, SigningAlgorithms.PS256, SigningAlgorithms.ES256)]
    [InlineData(SigningAlgorithms.RS256, "resource-api", SigningAlgorithms.RS256, SigningAlgorithms.ES256)]
    [InlineData(SigningAlgorithms.RS256, "auth-admin", SigningAlgorithms.ES256, SigningAlgorithms.ES256)]
    public async Task Access_token_is_signed_as_its_resource_wants_it(string algorithm, string? resource, string expected, string ofBoth)
    {
        await ChangeResourceAsync("resource-api", r => r.AccessTokenAlgorithm = algorithm);
        try
        {
            var one = Expect.Tokens(await WorkerAsync(resource is null ? "search" : "search admin", resource is null ? [] : [resource]));
            Assert.Equal(expected, (string?)OAuth.Header(one.AccessToken)["alg"]);
            // Resources that do not agree on one get the one that all of them know.
            Assert.Equal(ofBoth, (string?)OAuth.Header(Expect.Tokens(await WorkerAsync("search admin")).AccessToken)["alg"]);
            Assert.True((await server.OAuth.IntrospectAsync(one.AccessToken, "worker", OAuth.WorkerSecret)).Active);
        }
        finally
        {
            await ChangeResourceAsync("resource-api", r => r.AccessTokenAlgorithm = SigningAlgorithms.ES256);
        }
    }

    [Fact]
    public async Task Address_that_an_administrator_adds_is_known_at_once()
    {
        Expect.Refusal(await WorkerAsync("admin", "https://admin.example/api"), "invalid_target");
        await ChangeResourceAsync("auth-admin", r => r.Uris = [.. r.Uris, "https://admin.example/api"]);
        foreach (var uri in new[] { "https://admin.example/api", "HTTPS://ADMIN.example/api" }) Is("\"auth-admin\"", "admin", await WorkerAsync("admin", uri));
    }

    private Task<OAuthAnswer> AskAsync(string client, string? resource) => server.OAuth.PostAsync(
        "/connect/token", client, "limited-secret-0123456789abcdef0123456", [("grant_type", "client_credentials"), .. resource is null ? [] : new[] { ("resource", resource) }]);

    private static Client Machine(string id, params string[] resources) => new()
    {
        ClientId = id, Name = id, FirstParty = true, AuthMethods = [AuthMethods.ClientSecretBasic], GrantTypes = [GrantTypes.ClientCredentials], RedirectUris = [Callback],
        Scopes = ScopeSet.Parse("search admin")!, Resources = [.. resources], Secrets = [ClientSecret.Of("limited-secret-0123456789abcdef0123456")],
    };
}
