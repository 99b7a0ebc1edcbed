using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Scopes;

namespace AuthServer.Protocol.Tests.Authorize;

/// <summary>A browser is sent to a registered URI or nowhere (RFC 9700 §2.1).</summary>
public sealed class RedirectUriTests(RedirectUriTests.WithApp server) : IClassFixture<RedirectUriTests.WithApp>
{
    private const string Registered = "https://app.example.com/cb";

    public static TheoryData<string> Mutants() => new(
        "https://app.example.com/cb/", "https://app.example.com/cb?", "https://app.example.com/cb?x=1", "https://app.example.com/cb?code=1&state=2", "https://app.example.com/CB",
        "https://app.example.com/cb/../x", "https://app.example.com/cb/../cb", "https://app.example.com/./cb", "https://app.example.com//cb", "https://app.example.com/cb/..;/x",
        "https://app.example.com/cb;x", "https://app.example.com/cb/%2e%2e/x", "https://app.example.com/x/%2e%2e/cb", "https://app.example.com/%63b", "https://app.example.com%2fcb",
        "https://app.example.com/cb%2f", "https://app.example.com\\cb", "https://app.example.com/cb\\", "https:\\\\app.example.com\\cb", "https://app.example.com@evil.example/cb",
        "https://a@b@evil.example/cb", "https://user:pw@app.example.com/cb", "https://evil.example\\@app.example.com/cb", "https://evil.example#@app.example.com/cb", "https://app.example.com/cb#",
        "https://app.example.com/cb#@evil.example", "https://app.example.com:443/cb", "https://app.example.com:8443/cb", "https://app.example.com:/cb", "https://APP.example.com/cb",
        "HTTPS://app.example.com/cb", "https://app.example.com./cb", "https://app。example。com/cb", "https://app．example．com/cb", "https://app.example.com.evil.example/cb",
        "https://fooapp.example.com/cb", "https://appaexample.com/cb", "https://evil.example/https://app.example.com/cb", "https://app.example.com/cb\t", "\thttps://app.example.com/cb",
        "https://app.example\t.com/cb", "https://app.example.com/cb\r\n", "https://app.example.com/cb\r\nLocation: https://evil.example", " https://app.example.com/cb", "https://app.example.com/cb ",
        "https:evil.example", "https:app.example.com/cb", "//app.example.com/cb", "//evil.example", "http://app.example.com/cb",
        "app.example.com/cb", "/cb", "cb", "https://app.example.com", "https://app.example.com/",
        "https://*.example.com/cb", "javascript:alert(1)", "data:text/html,x", "https://аpp.example.com/cb", "https://app.example.com/c\u200Bb",
        "https://app.example.com/cb,https://evil.example", "https://app.example.com/cb https://evil.example", "http://127.0.0.1/cb", "https://app.example.com/cb\u00A0", "HTTP://127.0.0.1:5000/callback");

    [Theory]
    [MemberData(nameof(Mutants))]
    public async Task Uri_that_differs_from_the_registered_one_is_shown_on_a_page(string mutant)
    {
        foreach (var prompt in new[] { null, "none" })
        {
            using var response = await server.OAuth.Http.GetAsync(Address(("redirect_uri", mutant), ("prompt", prompt)));
            await Expect.ErrorPageAsync(response);
            Assert.DoesNotContain("evil.example", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Nul_in_the_uri_is_shown_on_a_page()
    {
        using var response = await server.OAuth.Http.GetAsync(Address(("redirect_uri", "https://app.example.com/cb\0")));
        await Expect.ErrorPageAsync(response);
    }

    [Fact]
    public async Task Registered_uri_gets_the_answer()
    {
        using var response = await server.OAuth.Http.GetAsync(Address(("prompt", "none")));
        Expect.RedirectWithError(response, "login_required", Registered);
    }

    [Fact]
    public async Task Registered_query_is_kept()
    {
        using var response = await server.OAuth.Http.GetAsync(Address(("prompt", "none"), ("redirect_uri", Registered + "?tenant=a%20b")));
        Assert.StartsWith(Registered + "?tenant=a%20b&error=login_required&", response.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    public static TheoryData<string?> NoClients() => new(null, "", "nobody", "disabled", "APP", "app ", "app,web", new string('a', 3000));

    [Theory]
    [MemberData(nameof(NoClients))]
    public async Task Request_of_no_client_is_shown_on_a_page_whatever_else_is_wrong(string? clientId)
    {
        foreach (var (name, value) in new[] { ("prompt", "none"), ("scope", "nonsense"), ("response_type", "token"), ("response_mode", "form_post"), ("redirect_uri", Registered) })
        {
            using var response = await server.OAuth.Http.GetAsync(Address(("redirect_uri", "https://evil.example/cb"), ("client_id", clientId), (name, value)));
            await Expect.ErrorPageAsync(response);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task Absent_uri_is_shown_on_a_page(string? uri)
    {
        foreach (var client in new[] { "app", "web" })
        {
            using var response = await server.OAuth.Http.GetAsync(Address(("redirect_uri", uri), ("client_id", client), ("prompt", "none")));
            await Expect.ErrorPageAsync(response);
        }
    }

    [Theory]
    [InlineData("client_id=app")]
    [InlineData("client_id=web")]
    [InlineData("redirect_uri=https%3A%2F%2Fapp.example.com%2Fcb")]
    [InlineData("redirect_uri=https%3A%2F%2Fevil.example")]
    public async Task Repeated_client_or_uri_is_shown_on_a_page(string repeated)
    {
        using var response = await server.OAuth.Http.GetAsync(Address(("prompt", "none")) + "&" + repeated);
        await Expect.ErrorPageAsync(response);
    }

    [Theory]
    [InlineData("http://127.0.0.1/callback")]
    [InlineData("http://127.0.0.1:1/callback")]
    [InlineData("http://127.0.0.1:51004/callback")]
    [InlineData("http://127.0.0.1:65535/callback")]
    [InlineData("com.example.mobile:/callback")]
    public async Task Native_client_may_listen_on_any_loopback_port(string uri)
    {
        using var response = await server.OAuth.Http.GetAsync(Address(("client_id", "mobile"), ("redirect_uri", uri), ("prompt", "none")));
        Expect.RedirectWithError(response, "login_required", uri);
    }

    [Theory]
    [InlineData("http://localhost/callback")]
    [InlineData("http://localhost:51004/callback")]
    [InlineData("http://[::1]:51004/callback")]
    [InlineData("http://127.0.0.1:51004/callback/")]
    [InlineData("http://127.0.0.1:51004/callback?x=1")]
    [InlineData("http://127.0.0.1:51004/Callback")]
    [InlineData("http://127.0.0.1:51004/../callback")]
    [InlineData("http://127.0.0.1:51004")]
    [InlineData("http://127.0.0.1:/callback")]
    [InlineData("http://127.0.0.1:0/callback")]
    [InlineData("http://127.0.0.1:080/callback")]
    [InlineData("http://127.0.0.1:65536/callback")]
    [InlineData("http://127.0.0.1:+80/callback")]
    [InlineData("http://127.0.0.1: 80/callback")]
    [InlineData("http://127.0.0.1:８０/callback")]
    [InlineData("http://127.0.0.1:80@evil.example/callback")]
    [InlineData("http://127.0.0.1:1@a/callback")]
    [InlineData("http://127.0.0.1@evil.example/callback")]
    [InlineData("http://127.0.0.1.evil.example/callback")]
    [InlineData("http://127.0.0.2:80/callback")]
    [InlineData("http://127.1:80/callback")]
    [InlineData("http://2130706433:80/callback")]
    [InlineData("https://127.0.0.1:80/callback")]
    [InlineData("com.example.mobile:/callback/")]
    [InlineData("com.example.mobile://callback")]
    [InlineData("com.example.mobile:/callback#x")]
    [InlineData("COM.example.mobile:/callback")]
    public async Task Native_client_gets_no_other_freedom(string uri)
    {
        using var response = await server.OAuth.Http.GetAsync(Address(("client_id", "mobile"), ("redirect_uri", uri), ("prompt", "none")));
        await Expect.ErrorPageAsync(response);
    }

    [Fact]
    public async Task Client_that_is_not_native_gets_no_free_port()
    {
        using var response = await server.OAuth.Http.GetAsync(Address(("redirect_uri", "http://127.0.0.1:51004/local"), ("prompt", "none")));
        await Expect.ErrorPageAsync(response);
    }

    private static string Address(params IEnumerable<(string, string?)> changes) => OAuth.AuthorizeUrl(
        [("client_id", "app"), ("redirect_uri", Registered), ("scope", "openid"), ("code_challenge", OAuth.Challenge), ("code_challenge_method", "S256"), .. changes]);

    /// <summary>A server with a client whose URI the mutants are made from.</summary>
    public sealed class WithApp : Server, IAsyncLifetime
    {
        public async ValueTask InitializeAsync()
        {
            await AddClientAsync(App("app", enabled: true));
            await AddClientAsync(App("disabled", enabled: false));
        }

        private static Client App(string id, bool enabled) => new()
        {
            ClientId = id,
            Name = "App",
            Enabled = enabled,
            AuthMethods = [AuthMethods.None],
            GrantTypes = [GrantTypes.AuthorizationCode],
            RedirectUris = [Registered, Registered + "?tenant=a%20b", "http://127.0.0.1/local"],
            Scopes = ScopeSet.Parse("openid")!,
        };
    }
}
