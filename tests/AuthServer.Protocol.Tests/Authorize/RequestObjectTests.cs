using System.Diagnostics;
using System.Text.Json.Nodes;
using Testing.Jwt;

namespace AuthServer.Protocol.Tests.Authorize;

/// <summary>Request objects by value (RFC 9101, OIDC Core §6). What every JWT must keep is in the table of attacks.</summary>
public sealed class RequestObjectTests(Server server) : IClassFixture<Server>, IAsyncLifetime
{
    private static int _number;
    private readonly SigningClient _client = new($"asking-{Interlocked.Increment(ref _number)}", server.Clock);

    public async ValueTask InitializeAsync() => await _client.AddToAsync(server);

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private string Url(string? request, params (string Name, string? Value)[] outside) =>
        "/connect/authorize?client_id=" + _client.Id + string.Concat(new[] { ("request", request) }.Concat(outside).Where(p => p.Item2 is not null).Select(p => $"&{p.Item1}={Uri.EscapeDataString(p.Item2!)}"));

    private Task<HttpResponseMessage> AskAsync(string? request, params (string, string?)[] outside) => server.OAuth.Http.GetAsync(Url(request, outside));

    private async Task GoodAsync(string request, params (string, string?)[] outside)
    {
        using var response = await AskAsync(request, outside);
        Assert.True(response.StatusCode == HttpStatusCode.SeeOther && response.Headers.Location!.OriginalString.StartsWith("/login?request=", StringComparison.Ordinal), $"{(int)response.StatusCode} {response.Headers.Location}");
    }

    private async Task BadAsync(string request, string error = "invalid_request_object")
    {
        using var response = await AskAsync(request, ("redirect_uri", SigningClient.Callback), ("state", "outer-state"));
        Expect.RedirectWithError(response, error, SigningClient.Callback, "outer-state");
    }

    // Through the sign-in: what reaches the client at the end.
    private async Task<Dictionary<string, string>> AnswerAsync(string request, TimeSpan onThePage = default, params (string, string?)[] outside)
    {
        using var browser = server.OAuth.NewBrowser();
        var page = await browser.OpenAsync(Url(request, outside));
        server.Clock.Advance(onThePage);
        return OAuth.Answer(await browser.SignInAsync(page));
    }

    [Fact]
    public async Task Signed_request_is_answered_as_it_asks()
    {
        var answer = await AnswerAsync(_client.RequestObject());
        Assert.Equal("signed-state", answer["state"]);
        var tokens = Expect.Tokens(await RedeemAsync(answer["code"]));
        Assert.Equal(("signed-nonce", "openid profile"), (OAuth.Payload(tokens.IdToken)["nonce"]!.ToString(), tokens["scope"]));
    }

    [Fact]
    public async Task Only_what_is_signed_counts()
    {
        var answer = await AnswerAsync(
            _client.RequestObject(c => c.Remove("nonce")), default,
            ("state", "outer"), ("nonce", "outer"), ("scope", "openid email offline_access"), ("response_type", "token"), ("redirect_uri", "https://evil.example/cb"), ("prompt", "none"), ("response_mode", "form_post"));
        Assert.Equal("signed-state", answer["state"]);
        var tokens = Expect.Tokens(await RedeemAsync(answer["code"]));
        Assert.Equal((null, "openid profile"), (OAuth.Payload(tokens.IdToken)["nonce"], tokens["scope"]));
    }

    [Fact]
    public async Task Request_object_may_end_while_the_user_is_on_the_page() =>
        Assert.Equal("signed-state", (await AnswerAsync(_client.RequestObject(c => c["exp"] = _client.Now(60)), TimeSpan.FromMinutes(10)))["state"]);

    [Fact]
    public async Task Ticket_of_the_page_holds_the_values_and_not_the_object()
    {
        using var small = await AskAsync(_client.RequestObject());
        using var large = await AskAsync(_client.RequestObject(c => c["jti"] = new string('j', 1500)));
        Assert.InRange(large.Headers.Location!.OriginalString.Length - small.Headers.Location!.OriginalString.Length, -64, 64);
    }

    [Fact]
    public async Task Usual_request_fits_into_an_address_in_every_algorithm()
    {
        foreach (var algorithm in new[] { "ES256", "PS256", "RS256" })
        {
            using var client = await new SigningClient("fits-" + algorithm, server.Clock, algorithm).AddToAsync(server);
            var request = client.RequestObject(c =>
            {
                (c["code_challenge"], c["code_challenge_method"], c["acr_values"], c["ui_locales"]) = (OAuth.Challenge, "S256", "urn:authplatform:acr:single-factor", "en es ar");
                (c["state"], c["nonce"], c["jti"]) = (new string('s', 128), new string('n', 64), new string('j', 32));
            });
            using var response = await server.OAuth.Http.GetAsync($"/connect/authorize?client_id={client.Id}&request={request}");
            Assert.StartsWith("/login?request=", response.Headers.Location?.OriginalString, StringComparison.Ordinal);
            Assert.InRange(request.Length, 500, 2000);
        }
    }

    [Fact]
    public async Task Numbers_objects_and_lists_become_the_parameters_they_stand_for()
    {
        await GoodAsync(_client.RequestObject(c => (c["max_age"], c["claims"]) = (3600, new JsonObject { ["id_token"] = new JsonObject { ["acr"] = null } })));
        await RefusedInsideAsync(c => c["max_age"] = -1, "invalid_request");
        await RefusedInsideAsync(c => c["resource"] = new JsonArray("nowhere"), "invalid_target");
        await RefusedInsideAsync(c => c["resource"] = "nowhere", "invalid_target");
        await RefusedInsideAsync(c => c["prompt"] = "none", "login_required");
        await RefusedInsideAsync(c => c["scope"] = "openid admin", "invalid_scope");
        await RefusedInsideAsync(c => c["response_type"] = "token", "unsupported_response_type");
        await RefusedInsideAsync(c => c["registration"] = new JsonObject(), "registration_not_supported");
        await BadAsync(_client.RequestObject(c => c["resource"] = new JsonArray(1)));
        await BadAsync(_client.RequestObject(c => c["state"] = "a\0b"));
    }

    private async Task RefusedInsideAsync(Action<JsonObject> change, string error)
    {
        using var response = await AskAsync(_client.RequestObject(change));
        Expect.RedirectWithError(response, error, SigningClient.Callback, "signed-state");
    }

    [Theory]
    [InlineData("exp", -1, false)]
    [InlineData("exp", 1, true)]
    [InlineData("exp", 3600, true)]
    [InlineData("exp", 3661, false)]
    [InlineData("nbf", 8, true)]
    [InlineData("nbf", 60, true)]
    [InlineData("nbf", 61, false)]
    [InlineData("nbf", -3600, true)]
    [InlineData("nbf", -3661, false)]
    [InlineData("iat", 61, false)]
    public async Task Times_are_held_to_the_second(string claim, int seconds, bool good)
    {
        var request = _client.RequestObject(c => c[claim] = _client.Now(seconds));
        if (good) await GoodAsync(request);
        else await BadAsync(request);
    }

    [Fact]
    public async Task Begin_may_be_left_out_and_audience_may_be_a_list() =>
        await GoodAsync(_client.RequestObject(c => (c["aud"], _) = (new JsonArray("https://other.example", AuthServerHost.Issuer), c.Remove("nbf"))), ("response_type", "code"), ("scope", "openid"));

    [Theory]
    [InlineData("client_id", "web")]
    [InlineData("client_id", null)]
    [InlineData("iss", "web")]
    [InlineData("request", "nested")]
    [InlineData("request_uri", "https://client.example/x")]
    public async Task Member_that_does_not_belong_is_refused(string name, string? value) => await BadAsync(_client.RequestObject(c =>
    {
        c.Remove(name);
        if (value is not null) c[name] = value;
    }));

    [Fact]
    public async Task Client_assertion_is_no_request_object()
    {
        await BadAsync(_client.Assertion());
        await BadAsync(_client.RequestObject(c => c["sub"] = _client.Id));
        Expect.Refusal(await _client.TokenAsync(server, _client.RequestObject(c => (c["sub"], c["jti"]) = (_client.Id, "x"), h => h["typ"] = "oauth-authz-req+jwt")), "invalid_client");
    }

    [Fact]
    public async Task Refusal_goes_to_the_client_only_where_the_outer_target_is_registered()
    {
        using var stranger = new JwtKey("first");
        var forged = _client.RequestObject(key: stranger);
        using (var none = await AskAsync(forged)) await Expect.ErrorPageAsync(none);
        using (var evil = await AskAsync(forged, ("redirect_uri", "https://evil.example/cb"))) await Expect.ErrorPageAsync(evil);
        await BadAsync(forged);
        // A good object decides itself, and no other target stands in for a bad one.
        using var inside = await AskAsync(_client.RequestObject(c => c["redirect_uri"] = "https://evil.example/cb"), ("redirect_uri", SigningClient.Callback));
        await Expect.ErrorPageAsync(inside);
    }

    [Fact]
    public async Task Request_object_without_a_client_beside_it_is_shown_on_the_page()
    {
        using var response = await server.OAuth.Http.GetAsync("/connect/authorize?request=" + _client.RequestObject());
        await Expect.ErrorPageAsync(response);
    }

    [Fact]
    public async Task Request_and_request_uri_together_are_refused()
    {
        using var both = await AskAsync(_client.RequestObject(), ("request_uri", "https://client.example/x"), ("redirect_uri", SigningClient.Callback));
        Expect.RedirectWithError(both, "invalid_request_object", SigningClient.Callback, state: null);
        using var repeated = await AskAsync(_client.RequestObject(), ("request", "x"), ("redirect_uri", SigningClient.Callback));
        Expect.RedirectWithError(repeated, "invalid_request", SigningClient.Callback, state: null);
    }

    [Fact]
    public async Task Client_without_keys_has_no_request_objects()
    {
        using var response = await server.OAuth.Http.GetAsync(OAuth.AuthorizeUrl(("request", _client.RequestObject(c => (c["iss"], c["client_id"]) = ("web", "web")))));
        Expect.RedirectWithError(response, "invalid_request_object");
    }

    [Fact]
    public async Task Registered_algorithm_is_the_only_one()
    {
        await server.ChangeClientAsync(_client.Id, c => c.RequestObjectAlgorithm = "RS256");
        await BadAsync(_client.RequestObject());
        await server.ChangeClientAsync(_client.Id, c => c.RequestObjectAlgorithm = "ES256");
        await GoodAsync(_client.RequestObject());
    }

    [Fact]
    public async Task Client_that_must_sign_is_refused_without()
    {
        await server.ChangeClientAsync(_client.Id, c => c.RequireSignedRequestObject = true);
        using var response = await AskAsync(null, ("redirect_uri", SigningClient.Callback), ("response_type", "code"), ("scope", "openid"), ("state", "outer-state"));
        Expect.RedirectWithError(response, "invalid_request", SigningClient.Callback, "outer-state");
        Assert.Equal("signed-state", (await AnswerAsync(_client.RequestObject()))["state"]);
    }

    [Fact]
    public async Task Request_object_of_a_megabyte_is_refused_at_once()
    {
        var started = Stopwatch.GetTimestamp();
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("client_id", _client.Id), KeyValuePair.Create("request", new string('A', 1024 * 1024))]);
        using var response = await server.OAuth.Http.PostAsync("/connect/authorize", form);
        await Expect.ErrorPageAsync(response, HttpStatusCode.RequestEntityTooLarge);
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 3);
    }

    private async Task<OAuthAnswer> RedeemAsync(string code) =>
        await SigningClient.PostAsync(server, "/connect/token", _client.Assertion(), ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", SigningClient.Callback));
}
