using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Protocol.Tests.Device;

/// <summary>The device_code grant: every state of the request, and what a poll gets in it (RFC 8628 §3.5).</summary>
public sealed class DeviceCodeTests(Server server) : IClassFixture<Server>
{
    [Fact]
    public async Task Pending_until_the_user_decides()
    {
        var tv = await Tv.StartAsync(server);
        Expect.Refusal(await tv.PollAsync(), "authorization_pending");
        Expect.Refusal(await tv.PollLaterAsync(), "authorization_pending");
    }

    [Fact]
    public async Task Poll_that_comes_too_soon_makes_the_interval_five_seconds_longer_for_good()
    {
        var tv = await Tv.StartAsync(server);
        Expect.Refusal(await tv.PollAsync(), "authorization_pending");
        Expect.Refusal(await tv.PollLaterAsync(4), "slow_down");
        Expect.Refusal(await tv.PollLaterAsync(9), "slow_down");
        Expect.Refusal(await tv.PollLaterAsync(15), "authorization_pending");
        Expect.Refusal(await tv.PollLaterAsync(14), "slow_down");
    }

    [Fact]
    public async Task Allowed_request_gives_the_tokens_of_who_allowed_it()
    {
        using var browser = await server.SignedInAsync();
        var tv = await Tv.StartAsync(server);
        await tv.AllowAsync(browser);
        var tokens = Expect.Tokens(await tv.PollAsync());
        Assert.Equal("openid profile offline_access", tokens["scope"]);
        Assert.Equal((string?)OAuth.Payload(tokens.IdToken)["sub"], (string?)OAuth.Payload(tokens.AccessToken)["sub"]);
        Assert.Equal("tv", (string?)OAuth.Payload(tokens.IdToken)["aud"]);
        Assert.Equal("+12025550101", (await server.OAuth.UserInfoAsync((await server.PinAsync()).AccessToken))["phone_number"]);
        Assert.Equal((await server.OAuth.UserInfoAsync((await server.PinAsync()).AccessToken))["sub"], (string?)OAuth.Payload(tokens.IdToken)["sub"]);
        Expect.Tokens(await server.OAuth.RefreshAsync(tokens.RefreshToken, "tv"));
    }

    [Fact]
    public async Task Tokens_have_the_scopes_that_the_user_left_ticked_and_those_that_are_required()
    {
        using var browser = await server.SignedInAsync();
        var tv = await Tv.StartAsync(server);
        Assert.Equal("Connected", await tv.DecideAsync(browser, "allow", "profile", "search"));
        var tokens = Expect.Tokens(await tv.PollAsync());
        Assert.Equal("openid profile", tokens["scope"]);
        Assert.Null(tokens["refresh_token"]);
    }

    [Fact]
    public async Task Denied_request_is_access_denied()
    {
        using var browser = await server.SignedInAsync();
        var tv = await Tv.StartAsync(server);
        Assert.Equal("Not connected", await tv.DecideAsync(browser, "deny"));
        Expect.Refusal(await tv.PollAsync(), "access_denied");
        Expect.Refusal(await tv.PollAsync(), "access_denied");
    }

    [Theory]
    [InlineData("")]
    [InlineData("ALLOW")]
    public async Task Anything_but_allow_is_a_denial(string decision)
    {
        using var browser = await server.SignedInAsync();
        var tv = await Tv.StartAsync(server);
        Assert.Equal("Not connected", await tv.DecideAsync(browser, decision));
    }

    [Fact]
    public async Task First_decision_stands()
    {
        using var browser = await server.SignedInAsync();
        var tv = await Tv.StartAsync(server);
        var (one, other) = (await tv.TypeAsync(browser), await tv.TypeAsync(browser));
        await browser.SubmitAsync(one, KeyValuePair.Create("decision", "deny"));
        Assert.Equal("This page has expired", await Page.TitleAsync(await browser.SubmitAsync(other, KeyValuePair.Create("decision", "allow"))));
        Expect.Refusal(await tv.PollAsync(), "access_denied");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Over_after_ten_minutes_whether_allowed_or_not(bool allowed)
    {
        using var browser = await server.SignedInAsync();
        var tv = await Tv.StartAsync(server);
        if (allowed) await tv.AllowAsync(browser);
        Expect.Refusal(await tv.PollLaterAsync(600), "expired_token");
    }

    [Fact]
    public async Task Used_code_is_refused_like_an_unknown_one_and_what_it_gave_lives_on()
    {
        using var browser = await server.SignedInAsync();
        var tv = await Tv.StartAsync(server);
        await tv.AllowAsync(browser);
        var tokens = Expect.Tokens(await tv.PollAsync());
        var used = await tv.PollAsync();
        Expect.Refusal(used, "invalid_grant");
        Assert.Equal((await Tv.PollAsync(server, "nothing")).Text, used.Text);
        Expect.Tokens(await server.OAuth.RefreshAsync(tokens.RefreshToken, "tv"));
    }

    [Fact]
    public async Task Of_fifty_polls_at_once_one_gets_tokens_that_live()
    {
        using var browser = await server.SignedInAsync();
        var tv = await Tv.StartAsync(server);
        await tv.AllowAsync(browser);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => tv.PollAsync()));
        var tokens = Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(a => a != tokens), a => Expect.Refusal(a, "invalid_grant"));
        Expect.Tokens(await server.OAuth.RefreshAsync(tokens.RefreshToken, "tv"));
    }

    [Fact]
    public async Task Another_clients_code_is_refused_and_its_poll_does_not_count()
    {
        await server.AddClientAsync(new() { ClientId = "radio", Name = "Radio", AuthMethods = ["none"], GrantTypes = ["urn:ietf:params:oauth:grant-type:device_code"], Scopes = Scopes.ScopeSet.Parse("openid")! });
        using var browser = await server.SignedInAsync();
        var tv = await Tv.StartAsync(server);
        var foreign = await tv.PollAsync("radio");
        Expect.Refusal(foreign, "invalid_grant");
        Assert.Equal((await Tv.PollAsync(server, "nothing", "radio")).Text, foreign.Text);
        Expect.Refusal(await tv.PollAsync(), "authorization_pending");
        await tv.AllowAsync(browser);
        Expect.Refusal(await tv.PollAsync("radio"), "invalid_grant");
        Expect.Tokens(await tv.PollAsync());
    }

    [Fact]
    public async Task Only_codes_of_this_purpose_in_their_one_spelling_are_taken()
    {
        var tv = await Tv.StartAsync(server);
        var pin = await server.PinAsync();
        var last = tv.DeviceCode[^1];
        string[] others =
        [
            await server.CodeAsync(), pin.RefreshToken, pin.AccessToken, tv.UserCode, tv.DeviceCode + "=", tv.DeviceCode[..^1],
            tv.DeviceCode[..^1] + (char)(last == 'A' ? 'B' : 'A'), tv.DeviceCode[..^1] + (char)(last + 1), (tv.DeviceCode[0] == 'A' ? 'B' : 'A') + tv.DeviceCode[1..],
        ];
        foreach (var other in others) Expect.Refusal(await Tv.PollAsync(server, other), "invalid_grant");
        Expect.Refusal(await server.OAuth.RedeemAsync(tv.DeviceCode), "invalid_grant");
        Expect.Refusal(await server.OAuth.RefreshAsync(tv.DeviceCode, "tv"), "invalid_grant");
        Expect.Refusal(await server.OAuth.TokenAsync(("grant_type", "urn:ietf:params:oauth:grant-type:device_code"), ("client_id", "tv")), "invalid_request");
    }

    [Fact]
    public async Task End_of_the_session_ends_the_device()
    {
        using var browser = await server.SignedInAsync();
        var (early, late) = (await Tv.StartAsync(server), await Tv.StartAsync(server));
        await early.AllowAsync(browser);
        await late.AllowAsync(browser);
        var tokens = Expect.Tokens(await early.PollAsync());
        await browser.SubmitAsync(await browser.OpenAsync("/logout"));
        Expect.Refusal(await server.OAuth.RefreshAsync(tokens.RefreshToken, "tv"), "invalid_grant");
        Expect.Refusal(await late.PollAsync(), "invalid_grant");
    }

    [Fact]
    public async Task Scope_withdrawn_from_the_client_meanwhile_is_left_out()
    {
        using var browser = await server.SignedInAsync();
        var tv = await Tv.StartAsync(server);
        await tv.AllowAsync(browser);
        await server.ChangeClientAsync("tv", c => c.Scopes = c.Scopes.Without("profile"));
        Assert.Equal("openid offline_access", Expect.Tokens(await tv.PollAsync())["scope"]);
        await server.ChangeClientAsync("tv", c => c.Scopes = Scopes.ScopeSet.Parse("openid profile offline_access")!);
    }

    [Fact]
    public async Task Consent_taken_back_before_the_poll_gives_nothing()
    {
        using var browser = await server.SignedInAsync("+12025550102", "6184");
        var tv = await Tv.StartAsync(server);
        await tv.AllowAsync(browser);
        await server.SqlAsync("DELETE FROM consents WHERE client_id = 'tv'");
        Expect.Refusal(await tv.PollAsync(), "invalid_grant");
    }

    [Fact]
    public async Task Yes_is_a_consent_too()
    {
        using var browser = await server.SignedInAsync("+12025550102", "6184");
        var tv = await Tv.StartAsync(server);
        Assert.Equal("Connected", await tv.DecideAsync(browser, "allow", "profile"));
        await using var db = await server.DbAsync();
        var subject = OAuth.Payload((await tv.PollAsync()).IdToken)["sub"]!.GetValue<string>();
        Assert.Equal("openid profile", (await db.Consents.SingleAsync(c => c.ClientId == "tv" && c.Subject == subject)).Scopes.ToString());
    }

    [Fact]
    public async Task Failed_redemption_leaves_the_code_as_it_was()
    {
        using var browser = await server.SignedInAsync();
        var tv = await Tv.StartAsync(server);
        await tv.AllowAsync(browser);
        await server.SqlAsync("CREATE TRIGGER fault BEFORE INSERT ON grants BEGIN SELECT RAISE(ABORT, 'disk-on-fire'); END");
        try
        {
            Expect.Refusal(await tv.PollAsync(), "server_error", HttpStatusCode.ServiceUnavailable);
        }
        finally
        {
            await server.SqlAsync("DROP TRIGGER fault");
        }
        Expect.Tokens(await tv.PollAsync());
    }

    [Fact]
    public async Task Discovery_names_the_endpoint()
    {
        var document = JsonNode.Parse(await server.OAuth.Http.GetStringAsync("/.well-known/openid-configuration"))!;
        Assert.Equal("http://localhost:5100/connect/deviceauthorization", (string?)document["device_authorization_endpoint"]);
    }

    [Fact]
    public async Task Tokens_tell_of_the_sign_in_on_which_the_user_decided_not_of_a_later_one()
    {
        using var browser = await server.SignedInAsync();
        var signedInAt = server.Clock.GetUtcNow().ToUnixTimeSeconds();
        var tv = await Tv.StartAsync(server);
        await tv.AllowAsync(browser);
        server.Clock.Advance(TimeSpan.FromSeconds(30));
        await browser.SignInAsync(await browser.GetAsync("/login"));
        var token = OAuth.Payload(Expect.Tokens(await tv.PollAsync()).IdToken);
        Assert.Equal((signedInAt, "pin"), ((long)token["auth_time"]!, (string?)Assert.Single(token["amr"]!.AsArray())));
    }

    [Theory]
    [InlineData(0, 60)]
    [InlineData(1, 60)]
    [InlineData(0, null)]
    public async Task Sign_in_that_is_less_than_the_client_wants_is_done_again_once(int seconds, int? maxAge)
    {
        var id = $"careful-tv-{seconds}-{maxAge}";
        await server.AddClientAsync(new()
        {
            ClientId = id,
            Name = "Careful TV",
            AuthMethods = ["none"],
            GrantTypes = ["urn:ietf:params:oauth:grant-type:device_code"],
            Scopes = Scopes.ScopeSet.Parse("openid")!,
            DefaultMaxAge = maxAge,
            DefaultAcrValues = maxAge is null ? ["urn:authplatform:acr:multi-factor"] : [],
        });
        using var browser = await server.SignedInAsync();
        server.Clock.Advance(TimeSpan.FromSeconds(60 + seconds));
        var tv = await Tv.StartAsync(server, "openid", id);
        var page = await tv.TypeAsync(browser);
        var again = maxAge is null || seconds > 0;
        Assert.Equal(again ? "Sign in" : "Connect Careful TV?", await Page.TitleAsync(page));
        if (!again) return;
        // Without the page that asks, nobody decides either.
        Expect.Refusal(await tv.PollAsync(id), "authorization_pending");
        Assert.NotEqual("Sign in", await Page.TitleAsync(await Server.SignInByPinAsync(browser, page)));
    }

    [Fact]
    public async Task Scope_taken_back_before_the_poll_gives_nothing()
    {
        using var browser = await server.SignedInAsync("+12025550102", "6184");
        var tv = await Tv.StartAsync(server);
        await tv.AllowAsync(browser);
        await server.SqlAsync("UPDATE consents SET scopes = 'openid' WHERE client_id = 'tv'");
        Expect.Refusal(await tv.PollAsync(), "invalid_grant");
    }

    [Fact]
    public async Task Yes_that_comes_too_late_is_no_consent()
    {
        using var browser = await server.SignedInAsync("+12025550102", "6184");
        var tv = await Tv.StartAsync(server);
        var (one, other) = (await tv.TypeAsync(browser), await tv.TypeAsync(browser));
        await server.SqlAsync("DELETE FROM consents WHERE client_id = 'tv'");
        await browser.SubmitAsync(one, KeyValuePair.Create("decision", "deny"));
        Assert.Equal("This page has expired", await Page.TitleAsync(await browser.AllowAsync(other)));
        await using var db = await server.DbAsync();
        Assert.False(await db.Consents.AnyAsync(c => c.ClientId == "tv"));
    }

    [Fact]
    public async Task Yes_to_a_device_of_ours_is_no_consent()
    {
        await server.AddClientAsync(new() { ClientId = "our-tv", Name = "Our TV", FirstParty = true, AuthMethods = ["none"], GrantTypes = ["urn:ietf:params:oauth:grant-type:device_code"], Scopes = Scopes.ScopeSet.Parse("openid profile")! });
        using var browser = await server.SignedInAsync();
        var tv = await Tv.StartAsync(server, "openid profile", "our-tv");
        await tv.AllowAsync(browser);
        Assert.Equal("openid profile", Expect.Tokens(await tv.PollAsync("our-tv"))["scope"]);
        await using var db = await server.DbAsync();
        Assert.False(await db.Consents.AnyAsync(c => c.ClientId == "our-tv"));
    }
}
