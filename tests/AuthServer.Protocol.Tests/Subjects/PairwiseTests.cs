namespace AuthServer.Protocol.Tests.Subjects;

/// <summary>Pairwise subject identifiers (OIDC Core §8.1).</summary>
public sealed class PairwiseTests(Server server) : IClassFixture<Server>
{
    private Task<RegisteredClient> ClientAsync(string id, string callback, string? sector = null) =>
        RegisteredClient.AddAsync(server, id, c => (c.Pairwise, c.SectorIdentifierUri) = (true, sector), callback);

    private async Task<string> PublicSubjectAsync() => OAuth.Payload(Expect.Tokens(await server.PinAsync()).AccessToken)["sub"]!.ToString();

    [Fact]
    public async Task Clients_of_one_sector_know_a_user_by_one_identifier_and_others_by_another()
    {
        var here = await ClientAsync("pw-a", "https://one.example.com/a");
        var beside = await ClientAsync("pw-b", "https://one.example.com/b");
        var vouched = await ClientAsync("pw-c", "https://elsewhere.example.org/c", "https://one.example.com/sector.json");
        var elsewhere = await ClientAsync("pw-d", "https://two.example.com/d");
        var subjects = new List<string>();
        foreach (var client in new[] { here, beside, vouched, elsewhere }) subjects.Add(OAuth.Payload((await client.TokensAsync()).IdToken)["sub"]!.ToString());
        Assert.Equal(subjects[0], subjects[1]);
        Assert.Equal(subjects[0], subjects[2]);
        Assert.NotEqual(subjects[0], subjects[3]);
        Assert.DoesNotContain(await PublicSubjectAsync(), subjects);
        Assert.All(subjects, s => Assert.InRange(s.Length, 22, 255));
    }

    [Theory]
    [InlineData("com.evil.app://one.example.com/cb", "authorization_code")]
    [InlineData("http://localhost:5999/cb", "authorization_code")]
    [InlineData("https://one.example.com/cb", "authorization_code urn:ietf:params:oauth:grant-type:device_code")]
    public async Task Client_is_of_no_sector_that_its_redirect_uri_does_not_prove(string callback, string grants)
    {
        var honest = await ClientAsync("pw-honest" + grants.Length + callback.Length, "https://one.example.com/x");
        var other = await RegisteredClient.AddAsync(server, "pw-other" + grants.Length + callback.Length, c => (c.Pairwise, c.GrantTypes, c.Native) = (true, [.. grants.Split(' ')], true), callback);
        var subject = OAuth.Payload((await other.TokensAsync(("scope", "openid"))).IdToken)["sub"]!.ToString();
        Assert.NotEqual(OAuth.Payload((await honest.TokensAsync(("scope", "openid"))).IdToken)["sub"]!.ToString(), subject);
        Assert.NotEqual(await PublicSubjectAsync(), subject);
    }

    [Fact]
    public async Task Identifier_is_the_same_in_every_answer_to_the_client()
    {
        var client = await ClientAsync("pw-e", "https://three.example.com/cb");
        var tokens = await client.TokensAsync();
        var subject = OAuth.Payload(tokens.IdToken)["sub"]!.ToString();
        Assert.Equal(subject, (await server.OAuth.UserInfoAsync(tokens.AccessToken))["sub"]);
        Assert.Equal(subject, (await client.PostAsync("/connect/introspect", ("token", tokens.AccessToken)))["sub"]);
        Assert.Equal(subject, (await client.PostAsync("/connect/introspect", ("token", tokens.RefreshToken)))["sub"]);
        Assert.Equal(subject, OAuth.Payload(Expect.Tokens(await client.RefreshAsync(tokens.RefreshToken)).IdToken)["sub"]!.ToString());
    }

    [Fact]
    public async Task Access_token_does_not_show_the_client_what_the_identifier_hides()
    {
        var client = await ClientAsync("pw-f", "https://four.example.com/cb");
        var tokens = await client.TokensAsync(("scope", "openid users:read"));
        Assert.DoesNotContain('.', tokens.AccessToken);
        // Who the token is meant for knows the user as all resource servers do.
        Assert.Equal(await PublicSubjectAsync(), (await server.OAuth.IntrospectAsync(tokens.AccessToken))["sub"]);
    }

    [Fact]
    public async Task Id_token_of_the_client_is_a_good_hint()
    {
        var client = await ClientAsync("pw-g", "https://five.example.com/cb");
        using var browser = await server.SignedInAsync();
        var code = (await client.AuthorizeAsync(browser))["code"];
        var tokens = Expect.Tokens(await client.PostAsync("/connect/token", ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", "https://five.example.com/cb")));
        Assert.True((await client.AuthorizeAsync(browser, ("prompt", "none"), ("id_token_hint", tokens.IdToken))).ContainsKey("code"));
        using var bob = await server.SignedInAsync("+12025550102", "6184");
        var other = OAuth.Answer(await bob.OpenAsync(OAuth.AuthorizeUrl(("client_id", "pw-g"), ("redirect_uri", "https://five.example.com/cb"), ("prompt", "none"), ("id_token_hint", tokens.IdToken))));
        Assert.Equal("login_required", other["error"]);
    }
}
