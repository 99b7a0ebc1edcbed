using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Scopes;

namespace AuthServer.Protocol.Tests.Tokens;

/// <summary>A request that names a resource gets a token for it alone (RFC 8707).</summary>
public sealed class ResourceTests(Server server) : IClassFixture<Server>
{
    private const string Callback = "http://localhost:5304/callback";

    private Task<OAuthAnswer> WorkerAsync(params IEnumerable<string> resources) => server.OAuth.PostAsync(
        "/connect/token", "worker", OAuth.WorkerSecret, [("grant_type", "client_credentials"), ("scope", "search admin"), .. resources.Select(r => ("resource", r))]);

    private async Task<(long Sessions, long Grants)> RowsAsync()
    {
        await using var db = await server.DbAsync();
        return (db.Sessions.LongCount(), db.Grants.LongCount());
    }

    private static void Is(string audience, string scope, OAuthAnswer tokens)
    {
        var claims = OAuth.Payload(Expect.Tokens(tokens).AccessToken);
        Assert.Equal((audience, scope, scope), (claims["aud"]!.ToJsonString(), (string?)claims["scope"], tokens["scope"]));
    }

    [Theory]
    [InlineData("resource-api", "search")]
    [InlineData("auth-admin", "admin")]
    public async Task Client_gets_the_audience_and_the_scopes_of_the_resource(string resource, string scope) => Is($"\"{resource}\"", scope, await WorkerAsync(resource));

    [Fact]
    public async Task Client_gets_all_resources_that_it_names() => Is("""["resource-api","auth-admin"]""", "search admin", await WorkerAsync("auth-admin", "resource-api"));

    [Theory]
    [InlineData("http://localhost:5200")]
    [InlineData("http://localhost:5200/")]
    [InlineData("HTTP://LocalHost:5200")]
    public async Task Resource_may_be_named_by_its_address_and_the_token_carries_its_name(string address)
    {
        Is("\"resource-api\"", "search", await WorkerAsync(address));
        Is("""["resource-api","auth-admin"]""", "search admin", await WorkerAsync("auth-admin", address));
        await AddTwofoldAsync();
        using var browser = await server.SignedInAsync();
        var tokens = await RedeemAsync(await CodeAsync(browser, address), ("resource", address));
        Is("\"resource-api\"", "openid users:read offline_access", tokens);
        Is("\"resource-api\"", "openid users:read offline_access", await RefreshAsync(tokens.RefreshToken, ("resource", address)));
    }

    [Theory]
    [InlineData("http://localhost:5200/users/")]
    [InlineData("http://localhost:5200#")]
    [InlineData("http://localhost:5200?")]
    [InlineData("https://localhost:5200")]
    [InlineData("http://user@localhost:5200")]
    [InlineData("http://localhost:5201")]
    [InlineData("https://nobody.example/")]
    [InlineData("Resource-Api")]
    [InlineData("http://localhost:5100")]
    public async Task Unknown_resource_is_refused(string resource)
    {
        Expect.Refusal(await WorkerAsync(resource), "invalid_target");
        Expect.Refusal(await WorkerAsync("resource-api", resource), "invalid_target");
    }

    [Fact]
    public async Task Bad_resource_of_a_sign_in_leaves_no_session()
    {
        var before = await RowsAsync();
        foreach (var resource in new[] { "https://nobody.example/", "auth-admin" })
            Expect.Refusal(await server.OAuth.TokenAsync(("grant_type", "urn:authplatform:grant-type:pin"), ("client_id", "mobile"), ("phone_number", Server.Phone), ("pin", Server.Pin), ("resource", resource)), "invalid_target");
        Assert.Equal(before, await RowsAsync());
    }

    [Fact]
    public async Task Bad_resource_of_a_sign_in_is_refused_before_the_secret_is_looked_at()
    {
        for (var i = 0; i < 6; i++)
            Expect.Refusal(await server.OAuth.TokenAsync(("grant_type", "urn:authplatform:grant-type:pin"), ("client_id", "mobile"), ("phone_number", "+12025550102"), ("pin", "0000"), ("resource", "nobody")), "invalid_target");
        Expect.Tokens(await server.OAuth.PinAsync("+12025550102", "6184"));
    }

    [Fact]
    public async Task Resource_of_an_authorization_request_holds_for_the_tokens_of_its_code()
    {
        await AddTwofoldAsync();
        using var browser = await server.SignedInAsync();
        Is("\"resource-api\"", "openid users:read offline_access", await RedeemAsync(await CodeAsync(browser, "resource-api")));
        var all = await RedeemAsync(await CodeAsync(browser, null));
        Is("""["resource-api","auth-admin"]""", "openid users:read admin offline_access", all);
    }

    [Fact]
    public async Task Narrow_code_gives_no_token_for_another_resource_and_is_not_used_up_by_the_try()
    {
        await AddTwofoldAsync();
        using var browser = await server.SignedInAsync();
        var code = await CodeAsync(browser, "resource-api");
        Expect.Refusal(await RedeemAsync(code, ("resource", "auth-admin")), "invalid_target");
        var tokens = Expect.Tokens(await RedeemAsync(code));
        Is("\"resource-api\"", "openid users:read offline_access", await RefreshAsync(tokens.RefreshToken));
    }

    [Fact]
    public async Task Refresh_may_name_one_resource_after_the_other()
    {
        await AddTwofoldAsync();
        using var browser = await server.SignedInAsync();
        var all = Expect.Tokens(await RedeemAsync(await CodeAsync(browser, null)));
        var first = await RefreshAsync(all.RefreshToken, ("resource", "auth-admin"));
        Is("\"auth-admin\"", "openid admin offline_access", first);
        Is("\"resource-api\"", "openid users:read offline_access", await RefreshAsync(first.RefreshToken, ("resource", "resource-api")));
    }

    private static async Task<string> CodeAsync(Browser browser, string? resource) => (await OAuth.SignInAsync(
        browser, ("client_id", "twofold"), ("redirect_uri", Callback), ("scope", "openid users:read admin offline_access"), ("resource", resource), ("code_challenge", OAuth.Challenge), ("code_challenge_method", "S256")))["code"];

    private Task<OAuthAnswer> RedeemAsync(string code, params IEnumerable<(string, string)> more) => server.OAuth.TokenAsync(
        [("grant_type", "authorization_code"), ("client_id", "twofold"), ("code", code), ("redirect_uri", Callback), ("code_verifier", OAuth.Verifier), .. more]);

    private Task<OAuthAnswer> RefreshAsync(string token, params IEnumerable<(string, string)> more) => server.OAuth.TokenAsync([("grant_type", "refresh_token"), ("client_id", "twofold"), ("refresh_token", token), .. more]);

    // A client of ours with scopes of two resources.
    private async Task AddTwofoldAsync()
    {
        await using var db = await server.DbAsync();
        if (await db.Clients.FindAsync("twofold") is not null) return;
        await server.AddClientAsync(new Client
        {
            ClientId = "twofold", Name = "Twofold", FirstParty = true, AuthMethods = [AuthMethods.None], GrantTypes = [GrantTypes.AuthorizationCode, GrantTypes.RefreshToken],
            RedirectUris = [Callback], Scopes = ScopeSet.Parse("openid users:read admin offline_access")!,
        });
    }
}
