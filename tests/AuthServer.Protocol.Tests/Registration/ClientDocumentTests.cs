using System.Text.Json.Nodes;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Outside;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AuthServer.Protocol.Tests.Registration;

/// <summary>Clients whose <c>client_id</c> is the address of a document (draft-ietf-oauth-client-id-metadata-document).</summary>
public sealed class ClientDocumentTests(Server server) : IClassFixture<Server>
{
    [Fact]
    public async Task Client_with_a_document_goes_the_whole_way()
    {
        await using var site = new Site();
        var id = Lay(site, "/client.json", ("first_party", true));
        using var browser = await server.SignedInAsync();
        var consent = await browser.OpenAsync(Request(id));
        var page = await Page.ParseAsync(consent);
        Assert.Equal(("Example", $"127.0.0.1:{site.Port}"), (page.QuerySelector("#client-name")!.TextContent, page.QuerySelector("#client-host")!.TextContent));
        var code = OAuth.Answer(await browser.AllowAsync(consent))["code"];
        var tokens = Expect.Tokens(await server.OAuth.TokenAsync(("grant_type", "authorization_code"), ("client_id", id), ("code", code), ("redirect_uri", Registering.Callback), ("code_verifier", OAuth.Verifier)));
        Assert.Equal((id, id), (OAuth.Payload(tokens.IdToken)["aud"]!.ToString(), OAuth.Payload(tokens.AccessToken)["client_id"]!.ToString()));
        Assert.Equal(HttpStatusCode.OK, (await server.OAuth.UserInfoAsync(tokens.AccessToken)).Status);
        Assert.Equal(1, site.Visits);
    }

    [Fact]
    public async Task Pkce_is_always_needed_and_a_refusal_leads_nowhere()
    {
        await using var site = new Site();
        using var browser = await server.SignedInAsync();
        // RFC 9700 §4.11.2: anybody can make such a client up.
        await Expect.ErrorPageAsync(await browser.OpenAsync(Request(Lay(site, "/client.json"), ("code_challenge", null), ("code_challenge_method", null))));
    }

    [Theory]
    [InlineData("""{"client_id":"https://app.example.com/other"}""")]
    [InlineData("""{"client_id":null}""")]
    [InlineData("""{"client_secret":"in-the-open"}""")]
    [InlineData("""{"client_secret_expires_at":0}""")]
    [InlineData("""{"token_endpoint_auth_method":"client_secret_basic"}""")]
    [InlineData("""{"token_endpoint_auth_method":"client_secret_post"}""")]
    [InlineData("""{"redirect_uris":["javascript:alert(1)"]}""")]
    [InlineData("""{"redirect_uris":null}""")]
    [InlineData("""{"grant_types":["password"]}""")]
    [InlineData("""{"client_name":"Bank\u202eknaB"}""")]
    [InlineData("""{"software_statement":"a.b.c"}""")]
    [InlineData("""{"logo_uri":"javascript:alert(1)"}""")]
    public async Task Document_that_breaks_a_rule_makes_no_client(string changes)
    {
        await using var site = new Site();
        Lay(site, "/client.json", [.. JsonNode.Parse(changes)!.AsObject().Select(m => (m.Key, m.Value?.DeepClone()))]);
        await RefusedAsync(site["/client.json"]);
        Assert.Equal(1, site.Visits);
    }

    [Theory]
    [InlineData("""{"keys":[{"kid":"\ud800"}]}""")]
    [InlineData("""{"keys":[{"\ud800":1}]}""")]
    public async Task Key_set_that_is_no_text_makes_no_client_and_is_looked_at_once(string jwks)
    {
        await using var site = new Site();
        site.Lay("/client.json", $$"""{"client_id":"{{site["/client.json"]}}","redirect_uris":["{{Registering.Callback}}"],"jwks":{{jwks}}}""");
        for (var i = 0; i < 3; i++) await RefusedAsync(site["/client.json"]);
        Assert.Equal(1, site.Visits);
    }

    [Fact]
    public async Task What_is_no_document_makes_no_client()
    {
        await using var site = new Site();
        Lay(site, "/elsewhere");
        foreach (var (path, body, status) in new[] { ("/a", "", "200 OK"), ("/b", "[]", "200 OK"), ("/c", "<html>", "200 OK"), ("/d", "{}", "404 Not Found"), ("/e", "{}", "302 Found"), ("/f", new string(' ', 20_000) + "{}", "200 OK") })
            await RefusedAsync(site.Lay(path, body, status));
        Assert.Equal(6, site.Visits);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/a/../client.json")]
    [InlineData("/./client.json")]
    [InlineData("/%2e%2E/client.json")]
    [InlineData("/client.json#f")]
    public async Task Address_with_two_spellings_is_no_client_id(string path)
    {
        await using var site = new Site();
        Lay(site, "/client.json");
        await RefusedAsync(site[path]);
        await RefusedAsync(site["/client.json"].Replace("http://", "http://user@", StringComparison.Ordinal));
        await RefusedAsync(site["/client.json"].Replace("http://", "HTTP://", StringComparison.Ordinal));
        await RefusedAsync("http://app.example.com/client.json");
        Assert.Equal(0, site.Visits);
    }

    [Fact]
    public async Task Document_is_looked_at_once_an_hour_however_many_ask_at_once()
    {
        await using var site = new Site();
        var id = Lay(site, "/client.json");
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => KnownAsync(id)));
        Assert.Equal(1, site.Visits);
        server.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.True(await KnownAsync(id));
        Assert.Equal(2, site.Visits);
    }

    [Fact]
    public async Task Nothing_is_remembered_for_a_minute()
    {
        await using var site = new Site();
        for (var i = 0; i < 5; i++) Assert.False(await KnownAsync(site["/client.json"]));
        Assert.Equal(1, site.Visits);
        Lay(site, "/client.json");
        server.Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.True(await KnownAsync(site["/client.json"]));
    }

    [Fact]
    public async Task Site_that_is_down_for_a_day_takes_its_client_away_and_one_that_is_down_for_an_hour_does_not()
    {
        await using var site = new Site();
        var id = Lay(site, "/client.json");
        Assert.True(await KnownAsync(id));
        site.Lay("/client.json", "", "503 Service Unavailable");
        server.Clock.Advance(TimeSpan.FromHours(2));
        Assert.True(await KnownAsync(id));
        server.Clock.Advance(TimeSpan.FromHours(23));
        Assert.False(await KnownAsync(id));
    }

    [Fact]
    public async Task Document_that_was_changed_for_the_worse_takes_its_client_away()
    {
        await using var site = new Site();
        var id = Lay(site, "/client.json");
        Assert.True(await KnownAsync(id));
        Lay(site, "/client.json", ("client_secret", "x"));
        server.Clock.Advance(TimeSpan.FromHours(2));
        Assert.False(await KnownAsync(id));
    }

    [Fact]
    public async Task Registered_client_of_that_id_stands_before_the_document_even_when_it_is_disabled()
    {
        await using var site = new Site();
        var id = Lay(site, "/client.json");
        await server.AddClientAsync(new Client { ClientId = id, Name = "Blocked by an administrator", Enabled = false });
        Assert.False(await KnownAsync(id));
        Assert.Equal(0, site.Visits);
    }

    [Fact]
    public async Task So_many_new_documents_a_minute_are_looked_at_for_a_network_and_half_as_many_at_a_host()
    {
        await using var limited = new Limited();
        await using var site = new Site();
        var id = Lay(site, "/client.json");
        foreach (var path in new[] { "/client.json", "/b", "/c", "/d" }) await KnownAsync(limited, site[path]);
        Assert.Equal(2, site.Visits);
        foreach (var path in new[] { "/a", "/b", "/c", "/d" }) await KnownAsync(limited, site[path].Replace("127.0.0.1", "localhost", StringComparison.Ordinal));
        Assert.Equal(2, site.Visits);
        // A client that is known is looked at again all the same.
        limited.Clock.Advance(TimeSpan.FromHours(2));
        Assert.True(await KnownAsync(limited, id));
        Assert.Equal(3, site.Visits);
    }

    [Fact]
    public async Task Many_at_once_for_one_document_are_one_look()
    {
        await using var limited = new Limited();
        await using var site = new Site();
        var id = Lay(site, "/client.json");
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => KnownAsync(limited, id))), Assert.True);
        Assert.Equal(1, site.Visits);
    }

    [Fact]
    public async Task Looks_that_wait_are_so_many_and_one_more_is_refused_and_not_remembered()
    {
        var held = new Held();
        await using var slow = new Server(services => services.Replace(ServiceDescriptor.Singleton<IClientSites>(held)));
        var asked = Enumerable.Range(0, 100).ToDictionary(i => KnownAsync(slow, $"https://app.example.com/{i}"));
        var refused = new List<int>();
        while (refused.Count < 28)
        {
            var first = await Task.WhenAny(asked.Keys);
            Assert.False(await first);
            asked.Remove(first, out var number);
            refused.Add(number);
        }
        Assert.Equal(8, held.Reads);
        held.Gate.SetResult();
        await Task.WhenAll(asked.Keys);
        Assert.Equal(72, held.Reads);
        await KnownAsync(slow, $"https://app.example.com/{refused[0]}");
        await KnownAsync(slow, $"https://app.example.com/{asked.Values.First()}");
        Assert.Equal(73, held.Reads);
    }

    [Fact]
    public async Task What_is_nothing_does_not_push_a_client_out()
    {
        await using var many = new Server();
        await using var site = new Site();
        var id = Lay(site, "/client.json");
        Assert.True(await KnownAsync(many, id));
        for (var i = 0; i < 1050; i++) await KnownAsync(many, site[$"/nothing-{i}"]);
        var visits = site.Visits;
        Assert.True(await KnownAsync(many, id));
        Assert.Equal(visits, site.Visits);
    }

    private static string Lay(Site site, string path, params (string Name, JsonNode? Value)[] changes)
    {
        var metadata = Registering.Metadata([("client_id", site[path]), .. changes]);
        foreach (var (name, value) in changes.Where(c => c.Value is null)) metadata.Remove(name);
        return site.Lay(path, metadata.ToJsonString());
    }

    [Fact]
    public async Task Client_with_a_document_is_told_of_the_logout()
    {
        await using var site = new Site();
        await using var receiver = await Logout.LogoutReceiver.StartAsync();
        var id = Lay(site, "/client.json", ("backchannel_logout_uri", receiver.Url));
        using var browser = await server.SignedInAsync();
        var code = OAuth.Answer(await browser.AllowAsync(await browser.OpenAsync(Request(id))))["code"];
        var tokens = Expect.Tokens(await server.OAuth.TokenAsync(("grant_type", "authorization_code"), ("client_id", id), ("code", code), ("redirect_uri", Registering.Callback), ("code_verifier", OAuth.Verifier)));
        using var answer = await browser.OpenAsync("/connect/endsession?id_token_hint=" + tokens.IdToken);
        var told = OAuth.Payload(await receiver.NextAsync());
        Assert.Equal((id, (string?)OAuth.Payload(tokens.IdToken)["sid"]), ((string?)told["aud"], (string?)told["sid"]));
    }

    private static string Request(string clientId, params (string Name, string? Value)[] changes) => OAuth.AuthorizeUrl(
        [("client_id", clientId), ("redirect_uri", Registering.Callback), ("scope", "openid"), ("code_challenge", OAuth.Challenge), ("code_challenge_method", "S256"), .. changes]);

    private async Task RefusedAsync(string clientId)
    {
        using var browser = server.OAuth.NewBrowser();
        await Expect.ErrorPageAsync(await browser.OpenAsync(Request(clientId)));
    }

    private Task<bool> KnownAsync(string clientId) => KnownAsync(server, clientId);

    // A public client that is known may ask for the end of a token that is none.
    private static async Task<bool> KnownAsync(Server server, string clientId) => (await server.OAuth.PostAsync("/connect/revocation", null, null, ("client_id", clientId), ("token", "x"))).Status == HttpStatusCode.OK;

    private sealed class Limited() : Server([new("RateLimits:Enabled", "true"), new("Registration:DocumentsPerMinute", "4")]);

    /// <summary>Sites that have nothing, and take their time.</summary>
    private sealed class Held : IClientSites
    {
        private int _reads;

        public int Reads => Volatile.Read(ref _reads);

        public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool MayReach(Uri address) => true;

        public async Task<byte[]?> ReadAsync(Uri address, int mostBytes, CancellationToken cancel)
        {
            Interlocked.Increment(ref _reads);
            await Gate.Task;
            return null;
        }

        public Task<int?> PostAsync(Uri address, IEnumerable<KeyValuePair<string, string>> form, CancellationToken cancel) => Task.FromResult<int?>(null);
    }
}
