using System.Text.Json.Nodes;

namespace AuthServer.Protocol.Tests.Registration;

/// <summary>Who may register at all, by configuration (ABUSE DC1).</summary>
public sealed class AccessTests(AccessTests.Closed closed, AccessTests.Open open) : IClassFixture<AccessTests.Closed>, IClassFixture<AccessTests.Open>
{
    [Fact]
    public async Task Closed_server_lets_nobody_in_and_does_not_announce_the_endpoint()
    {
        foreach (var token in new[] { null, Registering.Token }) Registering.NotLetIn(await closed.RegisterAsync(Registering.Metadata(), token));
        var document = JsonNode.Parse(await closed.OAuth.Http.GetStringAsync("/.well-known/openid-configuration"))!.AsObject();
        Assert.False(document.ContainsKey("registration_endpoint"));
        Assert.False(document.ContainsKey("client_id_metadata_document_supported"));
    }

    [Fact]
    public async Task Closed_server_looks_at_no_document()
    {
        await using var site = new Site();
        await Expect.ErrorPageAsync(await closed.OAuth.NewBrowser().OpenAsync(OAuth.AuthorizeUrl(("client_id", site["/client"]))));
        Assert.Equal(0, site.Visits);
    }

    [Fact]
    public async Task Open_server_takes_so_many_an_hour_from_an_address_and_demands_pkce_of_all()
    {
        Registering.NotLetIn(await open.RegisterAsync(Registering.Metadata(), "wrong"));
        var first = await open.RegisterAsync(Registering.Metadata(("scope", "openid search")), token: null);
        Assert.Equal((HttpStatusCode.Created, "openid"), (first.Status, first["scope"]));
        using var browser = await open.SignedInAsync();
        Expect.RedirectWithError(await browser.OpenAsync(OAuth.AuthorizeUrl(("client_id", first["client_id"]), ("redirect_uri", Registering.Callback), ("scope", "openid"))), "invalid_request", Registering.Callback);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => open.RegisterAsync(Registering.Metadata(), token: null)));
        Assert.Equal(2, answers.Count(a => a.Status == HttpStatusCode.Created));
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.Created), a => Assert.Equal((HttpStatusCode.TooManyRequests, "slow_down", true), (a.Status, a.Error, a.Headers.RetryAfter?.Delta > TimeSpan.Zero)));
        Assert.Equal(HttpStatusCode.Created, (await open.RegisterAsync(Registering.Metadata())).Status);
    }

    [Fact]
    public async Task Replacement_counts_as_a_registration_does_before_anything_is_looked_at()
    {
        await using var server = new Open();
        await using var site = new Site();
        var client = await server.RegisterAsync(Registering.Metadata());
        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.OK, (await server.ReplaceAsync(client, Registering.Metadata())).Status);
        var refused = await server.ReplaceAsync(client, Registering.Metadata(("sector_identifier_uri", site.Lay("/sector", $"[\"{Registering.Callback}\"]"))));
        Assert.Equal((HttpStatusCode.TooManyRequests, "slow_down"), (refused.Status, refused.Error));
        Assert.Equal(0, site.Visits);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await server.RegisterAsync(Registering.Metadata(), token: null)).Status);
    }

    [Fact]
    public async Task Token_makes_the_server_look_at_so_many_sectors_an_hour_whatever_comes_of_them()
    {
        await using var server = new Open();
        await using var site = new Site();
        for (var i = 0; i < 3; i++) Registering.Refused(await server.RegisterAsync(Registering.Metadata(("sector_identifier_uri", site[$"/{i}"]))), "invalid_client_metadata");
        Assert.Equal(HttpStatusCode.TooManyRequests, (await server.RegisterAsync(Registering.Metadata(("sector_identifier_uri", site["/3"])))).Status);
        Assert.Equal(3, site.Visits);
        Assert.Equal(HttpStatusCode.Created, (await server.RegisterAsync(Registering.Metadata())).Status);
    }

    public sealed class Closed() : Server([new("Registration:AcceptTokens", "false"), new("Registration:ClientIdDocuments", "false")]);

    public sealed class Open() : Server(
    [
        new("Registration:Open", "true"), new("Registration:RegistrationsPerHour", "3"), new("RateLimits:Enabled", "true"), new("Registration:RequirePkce", "true"),
        new("Registration:Scopes", "openid profile email phone address offline_access"),
    ]);
}
