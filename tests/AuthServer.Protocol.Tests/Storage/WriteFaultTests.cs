namespace AuthServer.Protocol.Tests.Storage;

/// <summary>A write that fails anywhere gives no token, tells nothing of the cause, and leaves everything as it was.</summary>
public sealed class WriteFaultTests(Server server) : IClassFixture<Server>
{
    private async Task<OAuthAnswer> WithFaultAsync(string statement, Func<Task<OAuthAnswer>> request)
    {
        await server.SqlAsync($"CREATE TRIGGER fault BEFORE {statement} BEGIN SELECT RAISE(ABORT, 'disk-on-fire'); END");
        try
        {
            var answer = await request();
            Expect.Refusal(answer, "server_error", HttpStatusCode.ServiceUnavailable);
            Assert.NotNull(answer.Headers.RetryAfter);
            foreach (var leak in new[] { "disk-on-fire", "SQLite", "Exception", "trigger", " at " }) Assert.DoesNotContain(leak, answer.Text, StringComparison.OrdinalIgnoreCase);
            return answer;
        }
        finally
        {
            await server.SqlAsync("DROP TRIGGER fault");
        }
    }

    private async Task<(long Grants, long Sessions)> RowsAsync()
    {
        await using var db = await server.DbAsync();
        return (db.Grants.LongCount(), db.Sessions.LongCount());
    }

    [Theory]
    [InlineData("INSERT ON sessions")]
    [InlineData("INSERT ON grants")]
    [InlineData("INSERT ON grant_states")]
    public async Task Failed_sign_in_leaves_neither_session_nor_grant(string statement)
    {
        var before = await RowsAsync();
        await WithFaultAsync(statement, () => server.PinAsync());
        Assert.Equal(before, await RowsAsync());
        Expect.Tokens(await server.PinAsync());
    }

    [Theory]
    [InlineData("INSERT ON grants")]
    [InlineData("INSERT ON grant_states")]
    public async Task Failed_redemption_does_not_use_the_code_up(string statement)
    {
        var code = await server.CodeAsync();
        await WithFaultAsync(statement, () => server.OAuth.RedeemAsync(code));
        Expect.Tokens(await server.OAuth.RedeemAsync(code));
    }

    [Fact]
    public async Task Failed_rotation_does_not_use_the_token_up()
    {
        var first = Expect.Tokens(await server.PinAsync()).RefreshToken;
        await WithFaultAsync("UPDATE ON grant_states", () => server.OAuth.RefreshAsync(first));
        var second = Expect.Tokens(await server.OAuth.RefreshAsync(first)).RefreshToken;
        Expect.Tokens(await server.OAuth.RefreshAsync(second));
    }

    [Theory]
    [InlineData("UPDATE ON grant_states")]
    [InlineData("INSERT ON security_events")]
    public async Task Failed_revocation_is_not_confirmed_and_can_be_repeated(string statement)
    {
        var tokens = Expect.Tokens(await server.PinAsync());
        Task<OAuthAnswer> Revoke() => server.OAuth.PostAsync("/connect/revocation", null, null, ("client_id", "mobile"), ("token", tokens.RefreshToken));
        await WithFaultAsync(statement, Revoke);
        Assert.True((await server.OAuth.IntrospectAsync(tokens.AccessToken)).Active);
        Assert.Equal(HttpStatusCode.OK, (await Revoke()).Status);
        Assert.False((await server.OAuth.IntrospectAsync(tokens.AccessToken)).Active);
    }

    [Theory]
    [InlineData("INSERT ON revoked_tokens")]
    [InlineData("INSERT ON security_events")]
    public async Task Failed_revocation_of_an_access_token_is_not_confirmed(string statement)
    {
        var tokens = Expect.Tokens(await server.PinAsync());
        await WithFaultAsync(statement, () => server.OAuth.PostAsync("/connect/revocation", null, null, ("client_id", "mobile"), ("token", tokens.AccessToken)));
        Assert.True((await server.OAuth.IntrospectAsync(tokens.AccessToken)).Active);
    }

    [Theory]
    [InlineData("UPDATE ON grant_states")]
    [InlineData("INSERT ON security_events")]
    public async Task Failed_revocation_of_a_replay_gives_no_token(string statement)
    {
        var first = Expect.Tokens(await server.PinAsync()).RefreshToken;
        var second = Expect.Tokens(await server.OAuth.RefreshAsync(first)).RefreshToken;
        var third = Expect.Tokens(await server.OAuth.RefreshAsync(second)).RefreshToken;
        await WithFaultAsync(statement, () => server.OAuth.RefreshAsync(first));
        Expect.Refusal(await server.OAuth.RefreshAsync(first), "invalid_grant");
        Expect.Refusal(await server.OAuth.RefreshAsync(third), "invalid_grant");
    }

    [Theory]
    [InlineData("sessions")]
    [InlineData("consents")]
    public async Task Failed_write_behind_a_page_shows_the_error_page_without_its_cause(string table)
    {
        using var browser = table == "consents" ? await server.SignedInAsync() : server.OAuth.NewBrowser();
        using var page = await browser.OpenAsync(table == "consents"
            ? OAuth.AuthorizeUrl(("client_id", "partner"), ("redirect_uri", OAuth.PartnerCallback), ("scope", "openid"), ("code_challenge", OAuth.Challenge), ("code_challenge_method", "S256"))
            : "/login/pin");
        await server.SqlAsync($"CREATE TRIGGER fault BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'disk-on-fire'); END");
        try
        {
            using var response = table == "consents" ? await browser.AllowAsync(page) : await Server.SignInAsync(browser, page);
            await Expect.ErrorPageAsync(response, HttpStatusCode.InternalServerError);
            var text = await response.Content.ReadAsStringAsync();
            foreach (var leak in new[] { "disk-on-fire", "SQLite", "Exception", "trigger" }) Assert.DoesNotContain(leak, text, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("frame-ancestors 'none'", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        }
        finally
        {
            await server.SqlAsync("DROP TRIGGER fault");
        }
    }

    [Fact]
    public async Task One_failed_write_does_not_hurt_those_that_wait_beside_it()
    {
        var tokens = new List<OAuthAnswer>();
        while (tokens.Count < 20) tokens.Add(Expect.Tokens(await server.PinAsync()));
        var unlucky = OAuth.Payload(tokens[7].AccessToken)["sid"]!.ToString();
        var session = Convert.ToHexString(Microsoft.IdentityModel.Tokens.Base64UrlEncoder.DecodeBytes(unlucky));
        await server.SqlAsync($"CREATE TRIGGER fault BEFORE UPDATE ON grant_states WHEN OLD.id IN (SELECT id FROM grants WHERE session_id = x'{session}') BEGIN SELECT RAISE(ABORT, 'disk-on-fire'); END");
        try
        {
            var answers = await Task.WhenAll(tokens.Select(t => Task.Run(() => server.OAuth.RefreshAsync(t.RefreshToken))));
            Expect.Refusal(answers[7], "server_error", HttpStatusCode.ServiceUnavailable);
            Assert.All(answers.Where((_, i) => i != 7), a => Expect.Tokens(a));
        }
        finally
        {
            await server.SqlAsync("DROP TRIGGER fault");
        }
    }
}
