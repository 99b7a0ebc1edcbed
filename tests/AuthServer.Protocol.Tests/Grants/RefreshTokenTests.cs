namespace AuthServer.Protocol.Tests.Grants;

/// <summary>Refresh tokens rotate; a replay ends their family, but an answer that was lost does not (RFC 9700 §4.14.2).</summary>
public sealed class RefreshTokenTests(Server server) : IClassFixture<Server>
{
    private async Task<string> FirstAsync() => Expect.Tokens(await server.PinAsync()).RefreshToken;

    private Task<OAuthAnswer> RefreshAsync(string token, string? scope = null) => server.OAuth.TokenAsync(
        [("grant_type", "refresh_token"), ("client_id", "mobile"), ("refresh_token", token), .. scope is null ? [] : new[] { ("scope", scope) }]);

    private Task<OAuthAnswer> RefreshAsWebAsync(string token) => server.OAuth.PostAsync("/connect/token", "web", OAuth.WebSecret, ("grant_type", "refresh_token"), ("refresh_token", token));

    private async Task RefusedAsync(string token, string error = "invalid_grant") => Expect.Refusal(await RefreshAsync(token), error);

    [Fact]
    public async Task Refresh_token_gives_its_successor()
    {
        var first = Expect.Tokens(await server.PinAsync());
        var second = Expect.Tokens(await RefreshAsync(first.RefreshToken));
        Assert.NotEqual(first.RefreshToken, second.RefreshToken);
        Assert.NotEqual(OAuth.Payload(first.AccessToken)["jti"]!.ToString(), OAuth.Payload(second.AccessToken)["jti"]!.ToString());
        foreach (var claim in new[] { "sub", "sid", "auth_time", "scope", "aud" }) Assert.Equal(OAuth.Payload(first.AccessToken)[claim]!.ToJsonString(), OAuth.Payload(second.AccessToken)[claim]!.ToJsonString());
        Assert.Null(OAuth.Payload(second.IdToken)["nonce"]);
        Expect.Tokens(await RefreshAsync(second.RefreshToken));
    }

    [Fact]
    public async Task Lost_answer_is_given_again_within_the_grace_window()
    {
        var first = await FirstAsync();
        var second = Expect.Tokens(await RefreshAsync(first)).RefreshToken;
        server.Clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(second, Expect.Tokens(await RefreshAsync(first)).RefreshToken);
        Expect.Tokens(await RefreshAsync(second));
    }

    [Fact]
    public async Task Repeating_a_lost_answer_does_not_prolong_the_window()
    {
        var first = await FirstAsync();
        Expect.Tokens(await RefreshAsync(first));
        server.Clock.Advance(TimeSpan.FromSeconds(20));
        Expect.Tokens(await RefreshAsync(first));
        server.Clock.Advance(TimeSpan.FromSeconds(10));
        await RefusedAsync(first);
    }

    [Fact]
    public async Task Replay_after_the_window_revokes_the_family()
    {
        var first = await FirstAsync();
        var second = Expect.Tokens(await RefreshAsync(first));
        server.Clock.Advance(TimeSpan.FromSeconds(30));
        await RefusedAsync(first);
        await RefusedAsync(second.RefreshToken);
        Expect.Challenge(await server.OAuth.UserInfoAsync(second.AccessToken), "invalid_token");
        Assert.False((await server.OAuth.IntrospectAsync(second.AccessToken)).Active);
        Assert.Contains(server.Host.Log.Lines, l => l.Contains("RefreshTokenReused", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Replay_after_the_successor_was_used_revokes_the_family_at_once()
    {
        var first = await FirstAsync();
        var second = Expect.Tokens(await RefreshAsync(first)).RefreshToken;
        var third = Expect.Tokens(await RefreshAsync(second)).RefreshToken;
        await RefusedAsync(first);
        await RefusedAsync(third);
    }

    [Fact]
    public async Task Replay_leaves_other_families_alone()
    {
        var other = await FirstAsync();
        var first = await FirstAsync();
        var second = Expect.Tokens(await RefreshAsync(first)).RefreshToken;
        Expect.Tokens(await RefreshAsync(second));
        await RefusedAsync(first);
        Expect.Tokens(await RefreshAsync(other));
    }

    [Fact]
    public async Task Other_client_with_the_current_token_is_refused_and_the_token_not_used_up()
    {
        var first = await FirstAsync();
        Expect.Refusal(await RefreshAsWebAsync(first), "invalid_grant");
        Expect.Refusal(await server.OAuth.RefreshAsync(first, "tv"), "invalid_grant");
        Expect.Tokens(await RefreshAsync(first));
    }

    [Fact]
    public async Task Other_client_with_an_old_token_revokes_the_family()
    {
        var first = await FirstAsync();
        var second = Expect.Tokens(await RefreshAsync(first)).RefreshToken;
        Expect.Refusal(await RefreshAsWebAsync(first), "invalid_grant");
        await RefusedAsync(second);
    }

    [Fact]
    public async Task Fifty_parallel_uses_carry_the_same_successor_and_one_token_is_good_afterwards()
    {
        var first = await FirstAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => RefreshAsync(first))));
        var successor = Assert.Single(answers.Select(a => Expect.Tokens(a).RefreshToken).Distinct());
        var next = Expect.Tokens(await RefreshAsync(successor)).RefreshToken;
        Assert.NotEqual(successor, next);
        await RefusedAsync(first);
        await RefusedAsync(next);
    }

    [Theory]
    [InlineData("openid admin")]
    [InlineData("verifications:review nonsense")]
    [InlineData("openid  profile")]
    [InlineData("a\"b")]
    public async Task Scope_that_was_not_granted_is_refused_and_the_token_not_used_up(string scope)
    {
        var first = await FirstAsync();
        Expect.Refusal(await RefreshAsync(first, scope), "invalid_scope");
        Expect.Tokens(await RefreshAsync(first));
    }

    [Fact]
    public async Task Dead_token_is_refused_as_dead_whatever_scope_it_asks_for()
    {
        var first = await FirstAsync();
        await server.OAuth.PostAsync("/connect/revocation", null, null, ("client_id", "mobile"), ("token", first));
        Expect.Refusal(await RefreshAsync(first, "openid admin"), "invalid_grant");
    }

    [Fact]
    public async Task Fewer_scopes_narrow_the_access_token_and_not_the_grant()
    {
        var first = Expect.Tokens(await server.PinAsync("openid email users:read offline_access"));
        var narrow = Expect.Tokens(await RefreshAsync(first.RefreshToken, "users:read"));
        Assert.Equal("users:read", narrow["scope"]);
        Assert.Equal("users:read", OAuth.Payload(narrow.AccessToken)["scope"]!.ToString());
        Assert.Null(narrow["id_token"]);
        var whole = Expect.Tokens(await RefreshAsync(narrow.RefreshToken));
        Assert.Equal("openid email users:read offline_access", whole["scope"]);
    }

    [Fact]
    public async Task Foreign_resource_is_refused_and_the_token_not_used_up()
    {
        var first = await FirstAsync();
        Expect.Refusal(await server.OAuth.TokenAsync(("grant_type", "refresh_token"), ("client_id", "mobile"), ("refresh_token", first), ("resource", "auth-admin")), "invalid_target");
        Expect.Tokens(await RefreshAsync(first));
    }

    [Fact]
    public async Task Token_that_is_not_used_ends_after_thirty_days()
    {
        var kept = await FirstAsync();
        var idle = await FirstAsync();
        server.Clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        kept = Expect.Tokens(await RefreshAsync(kept)).RefreshToken;
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        await RefusedAsync(idle);
        server.Clock.Advance(TimeSpan.FromDays(29));
        Expect.Tokens(await RefreshAsync(kept));
    }

    [Fact]
    public async Task Absolute_end_never_moves()
    {
        var token = await FirstAsync();
        for (var day = 20; day < 90; day += 20)
        {
            server.Clock.Advance(TimeSpan.FromDays(20));
            token = Expect.Tokens(await RefreshAsync(token)).RefreshToken;
        }
        server.Clock.Advance(TimeSpan.FromDays(10) - TimeSpan.FromSeconds(1));
        token = Expect.Tokens(await RefreshAsync(token)).RefreshToken;
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        await RefusedAsync(token);
    }

    [Fact]
    public async Task Missing_token_is_refused() => await RefusedAsync("", "invalid_request");

    [Fact]
    public async Task Refresh_token_of_a_disabled_client_is_refused()
    {
        var token = await FirstAsync();
        await server.ChangeClientAsync("mobile", c => c.Enabled = false);
        try
        {
            Expect.Refusal(await RefreshAsync(token), "invalid_client");
        }
        finally
        {
            await server.ChangeClientAsync("mobile", c => c.Enabled = true);
        }
        Expect.Tokens(await RefreshAsync(token));
    }

    [Fact]
    public async Task Refresh_token_of_a_disabled_user_is_refused()
    {
        var bob = Expect.Tokens(await server.OAuth.PinAsync("+12025550102", "6184"));
        await server.SqlAsync("UPDATE users SET disabled = 1 WHERE phone_number = '+12025550102'");
        try
        {
            await RefusedAsync(bob.RefreshToken);
            Expect.Challenge(await server.OAuth.UserInfoAsync(bob.AccessToken), "invalid_token");
            Assert.False((await server.OAuth.IntrospectAsync(bob.AccessToken)).Active);
        }
        finally
        {
            await server.SqlAsync("UPDATE users SET disabled = 0 WHERE phone_number = '+12025550102'");
        }
    }

    [Fact]
    public async Task Scope_withdrawn_from_the_client_since_is_left_out()
    {
        var token = Expect.Tokens(await server.PinAsync("openid email offline_access")).RefreshToken;
        var scopes = AuthServer.Protocol.Scopes.ScopeSet.Empty;
        await server.ChangeClientAsync("mobile", c => (scopes, c.Scopes) = (c.Scopes, c.Scopes.Without("email")));
        try
        {
            Assert.Equal("openid offline_access", Expect.Tokens(await RefreshAsync(token))["scope"]);
        }
        finally
        {
            await server.ChangeClientAsync("mobile", c => c.Scopes = scopes);
        }
    }
}
