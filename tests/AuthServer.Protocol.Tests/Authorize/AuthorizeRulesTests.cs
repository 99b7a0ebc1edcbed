using System.Diagnostics;

namespace AuthServer.Protocol.Tests.Authorize;

/// <summary>What an authorization request of a known client to a registered URI must keep; a refusal goes to the client.</summary>
public sealed class AuthorizeRulesTests(Server server) : IClassFixture<Server>
{
    private async Task<HttpResponseMessage> AskAsync(params IEnumerable<(string, string?)> changes) => await server.OAuth.Http.GetAsync(OAuth.AuthorizeUrl(changes));

    private async Task RefusedAsync(string error, params IEnumerable<(string, string?)> changes)
    {
        using var response = await AskAsync(changes);
        Expect.RedirectWithError(response, error);
    }

    private async Task AcceptedAsync(params IEnumerable<(string, string?)> changes)
    {
        using var response = await AskAsync(changes);
        Assert.True(response.StatusCode == HttpStatusCode.SeeOther && response.Headers.Location!.OriginalString.StartsWith("/login?request=", StringComparison.Ordinal), $"{(int)response.StatusCode} {response.Headers.Location}");
    }

    [Fact]
    public Task Good_request_leads_to_the_login_page() => AcceptedAsync();

    [Theory]
    [InlineData("scope=openid")]
    [InlineData("nonce=n-0S6_WzA2Mj")]
    [InlineData("code_challenge=x&code_challenge=y")]
    [InlineData("response_type=code")]
    [InlineData("prompt=none&prompt=none")]
    [InlineData("unknown=1&unknown=2")]
    public async Task Repeated_parameter_is_refused(string repeated)
    {
        using var response = await server.OAuth.Http.GetAsync(OAuth.AuthorizeUrl() + "&" + repeated);
        Expect.RedirectWithError(response, "invalid_request");
    }

    [Fact]
    public async Task Repeated_state_is_refused_and_none_of_its_values_comes_back()
    {
        using var response = await server.OAuth.Http.GetAsync(OAuth.AuthorizeUrl() + "&state=other");
        Expect.RedirectWithError(response, "invalid_request", state: null);
    }

    [Theory]
    [InlineData("token")]
    [InlineData("id_token")]
    [InlineData("none")]
    [InlineData("code token")]
    [InlineData("code id_token")]
    [InlineData("code code")]
    [InlineData(" code")]
    [InlineData("code ")]
    [InlineData("CODE")]
    public Task Response_type_other_than_code_is_refused(string type) => RefusedAsync("unsupported_response_type", ("response_type", type));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public Task Missing_response_type_is_refused(string? type) => RefusedAsync("invalid_request", ("response_type", type));

    [Theory]
    [InlineData("fragment")]
    [InlineData("web_message")]
    [InlineData("jwt")]
    [InlineData("query.jwt")]
    [InlineData("Query")]
    [InlineData("query form_post")]
    public Task Response_mode_other_than_query_and_form_post_is_refused(string mode) => RefusedAsync("invalid_request", ("response_mode", mode));

    [Theory]
    [InlineData("request", "invalid_request_object")]
    [InlineData("request_uri", "request_uri_not_supported")]
    [InlineData("registration", "registration_not_supported")]
    public Task Request_object_that_is_none_or_elsewhere_is_refused(string name, string error) => RefusedAsync(error, (name, "https://client.example/x"));

    [Theory]
    [InlineData(null, null)]
    [InlineData(null, "S256")]
    [InlineData(OAuth.Verifier, "plain")]
    [InlineData(OAuth.Verifier, null)]
    [InlineData(OAuth.Verifier, "s256")]
    [InlineData(OAuth.Verifier, "S512")]
    [InlineData("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-c", "S256")]
    [InlineData("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cMM", "S256")]
    [InlineData("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw+cM", "S256")]
    [InlineData("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw.cM", "S256")]
    [InlineData("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-c=", "S256")]
    public async Task Challenge_other_than_s256_is_refused_to_public_and_confidential_clients(string? challenge, string? method)
    {
        foreach (var (client, uri) in new[] { ("mobile", OAuth.MobileCallback), ("partner", OAuth.PartnerCallback) })
        {
            using var response = await AskAsync(("client_id", client), ("redirect_uri", uri), ("scope", "openid"), ("code_challenge", challenge), ("code_challenge_method", method));
            Expect.RedirectWithError(response, "invalid_request", uri);
        }
        if (challenge is not null || method is not null) await RefusedAsync("invalid_request", ("code_challenge", challenge), ("code_challenge_method", method));
    }

    [Fact]
    public async Task Exempted_client_may_leave_the_challenge_out_or_send_it()
    {
        await AcceptedAsync();
        await AcceptedAsync(("code_challenge", OAuth.Challenge), ("code_challenge_method", "S256"));
    }

    [Fact]
    public async Task Public_client_cannot_be_exempted_from_the_challenge()
    {
        await server.ChangeClientAsync("spa", c => c.RequirePkce = false);
        using var response = await AskAsync(("client_id", "spa"), ("redirect_uri", "http://localhost:5173/callback"), ("scope", "openid"));
        Expect.RedirectWithError(response, "invalid_request", "http://localhost:5173/callback");
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("openid nonsense")]
    [InlineData("openid admin")]
    [InlineData("openid verifications:review")]
    [InlineData("OPENID")]
    [InlineData("openid  profile")]
    [InlineData(" openid")]
    [InlineData("openid ")]
    [InlineData("openid\tprofile")]
    [InlineData("openid,profile")]
    [InlineData("a\"b")]
    [InlineData("a\\b")]
    [InlineData("ä")]
    [InlineData("openid\u0001")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("")]
    [InlineData(null)]
    public Task Scope_that_is_malformed_or_not_registered_for_the_client_is_refused(string? scope) => RefusedAsync("invalid_scope", ("scope", scope));

    [Fact]
    public Task Repeated_scope_counts_once() => AcceptedAsync(("scope", "openid openid profile openid"));

    [Fact]
    public async Task Five_thousand_scopes_are_refused_at_once()
    {
        using var warmUp = await PostAsync(("scope", "nonsense"));
        var started = Stopwatch.GetTimestamp();
        using var response = await PostAsync(("scope", string.Join(' ', Enumerable.Range(0, 5000).Select(i => "s" + i))));
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.True(OAuth.Answer(response)["error"] is "invalid_scope" or "invalid_request");
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 0, 250);
    }

    [Fact]
    public Task State_of_512_bytes_is_accepted() => AcceptedAsync(("state", new string('ä', 256)));

    [Fact]
    public async Task State_over_512_bytes_is_refused()
    {
        foreach (var state in new[] { new string('a', 513), new string('ä', 257), new string('a', 5000) })
        {
            using var response = await AskAsync(("state", state));
            Assert.Equal("invalid_request", OAuth.Answer(response)["error"]);
        }
    }

    [Fact]
    public async Task Nonce_over_256_bytes_is_refused()
    {
        await AcceptedAsync(("nonce", new string('n', 256)));
        await RefusedAsync("invalid_request", ("nonce", new string('n', 257)));
    }

    [Fact]
    public async Task Request_of_5000_characters_is_refused()
    {
        using var response = await PostAsync(("padding", new string('p', 5000)));
        Expect.RedirectWithError(response, "invalid_request");
    }

    // What a ticket has to hold takes more bytes than these had: two a quote, six a control character, twelve an emoji.
    [Theory]
    [InlineData("p", 4500, 4096)]
    [InlineData("\"", 4096, 2000)]
    [InlineData("\u0001", 4096, 650)]
    [InlineData("\ue000", 1365, 650)]
    [InlineData("\u4e2d", 1500, 1365)]
    [InlineData("\ud83d\ude00", 1024, 330)]
    public async Task Request_that_is_taken_fits_the_address_of_the_login_page(string worst, int refused, int taken)
    {
        foreach (var times in new[] { refused, taken })
        {
            using var browser = server.OAuth.NewBrowser();
            var query = System.Web.HttpUtility.ParseQueryString(OAuth.AuthorizeUrl(("padding", string.Concat(Enumerable.Repeat(worst, times)))).Split('?', 2)[1]);
            using var answer = await browser.FollowAsync(await browser.PostAsync("/connect/authorize", query.AllKeys.Select(name => KeyValuePair.Create(name!, query[name]!))));
            if (times == refused)
            {
                Expect.RedirectWithError(answer, "invalid_request");
                continue;
            }
            Assert.Equal("Sign in", await Page.TitleAsync(answer));
            Assert.Equal(HttpStatusCode.OK, (await browser.SignInAsync(answer)).StatusCode);
        }
    }

    [Fact]
    public async Task Thousand_repeats_of_a_resource_are_refused()
    {
        var query = OAuth.AuthorizeUrl(("scope", "openid users:read")).Split('?', 2)[1] + string.Concat(Enumerable.Repeat("&resource=resource-api", 1000));
        using var form = new StringContent(query, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");
        using var response = await server.OAuth.Http.PostAsync("/connect/authorize", form);
        Expect.RedirectWithError(response, "invalid_request");
    }

    [Theory]
    [InlineData("none login")]
    [InlineData("login none")]
    [InlineData("none consent")]
    [InlineData("none create")]
    [InlineData("LOGIN")]
    [InlineData("login  consent")]
    [InlineData(" login")]
    [InlineData("login,consent")]
    public Task Unknown_or_contradictory_prompt_is_refused(string prompt) => RefusedAsync("invalid_request", ("prompt", prompt));

    [Theory]
    [InlineData("-1")]
    [InlineData("abc")]
    [InlineData("1.5")]
    [InlineData("1e18")]
    [InlineData("1000000000000000000")]
    [InlineData("99999999999999999999999999")]
    [InlineData("0x10")]
    [InlineData(" 60")]
    [InlineData("٦٠")]
    public Task Max_age_that_is_no_number_of_seconds_is_refused(string age) => RefusedAsync("invalid_request", ("max_age", age));

    [Fact]
    public Task Resource_that_the_scopes_do_not_belong_to_is_refused() => RefusedAsync("invalid_target", ("resource", "auth-admin"));

    [Fact]
    public Task Resource_of_the_scopes_is_accepted() => AcceptedAsync(("scope", "openid users:read"), ("resource", "resource-api"));

    [Fact]
    public async Task Client_without_the_code_grant_is_refused()
    {
        await server.ChangeClientAsync("worker", c => c.RedirectUris.Add("https://worker.example/cb"));
        using var response = await AskAsync(("client_id", "worker"), ("redirect_uri", "https://worker.example/cb"), ("scope", "search"));
        Expect.RedirectWithError(response, "unauthorized_client", "https://worker.example/cb");
    }

    [Fact]
    public async Task Display_claims_and_other_unknown_parameters_are_ignored() =>
        await AcceptedAsync(("display", "popup"), ("acr_values", "urn:x"), ("ui_locales", "fr-CA en"), ("login_hint", "<script>"), ("anything", "else"));

    [Theory]
    [InlineData("&x=%00")]
    [InlineData("&x=%")]
    [InlineData("&x=%C3%28")]
    [InlineData("&x=%zz")]
    public async Task Malformed_query_is_shown_on_a_page(string fault)
    {
        // The client's URI class would repair the faults.
        var address = new Uri(server.OAuth.Http.BaseAddress + OAuth.AuthorizeUrl()[1..] + fault, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var response = await server.OAuth.Http.GetAsync(address);
        await Expect.ErrorPageAsync(response);
    }

    [Fact]
    public async Task Empty_request_is_shown_on_a_page()
    {
        foreach (var address in new[] { "/connect/authorize", "/connect/authorize?", "/connect/authorize?&&&", "/connect/authorize?=" })
        {
            using var response = await server.OAuth.Http.GetAsync(address);
            await Expect.ErrorPageAsync(response);
        }
    }

    [Fact]
    public async Task Endpoint_answers_no_page_of_another_origin()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, OAuth.AuthorizeUrl());
        request.Headers.Add("Origin", "https://app.example.com");
        using var response = await server.OAuth.Http.SendAsync(request);
        Assert.DoesNotContain(response.Headers, h => h.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("TRACE")]
    public async Task Method_other_than_get_and_post_is_refused(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), OAuth.AuthorizeUrl());
        using var response = await server.OAuth.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

    [Fact]
    public async Task Post_with_parameters_in_the_query_is_shown_on_a_page()
    {
        using var form = new FormUrlEncodedContent([]);
        using var response = await server.OAuth.Http.PostAsync(OAuth.AuthorizeUrl(), form);
        await Expect.ErrorPageAsync(response);
    }

    [Fact]
    public async Task Post_goes_on_as_a_get()
    {
        using var response = await PostAsync();
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.StartsWith("/connect/authorize/resume?request=", response.Headers.Location!.OriginalString, StringComparison.Ordinal);
        using var browser = server.OAuth.NewBrowser();
        using var page = await browser.OpenAsync(response.Headers.Location.OriginalString);
        Assert.Equal("Sign in", await Page.TitleAsync(page));
    }

    private async Task<HttpResponseMessage> PostAsync(params IEnumerable<(string, string?)> changes)
    {
        var query = OAuth.AuthorizeUrl(changes).Split('?', 2)[1];
        using var form = new StringContent(query, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");
        return await server.OAuth.Http.PostAsync("/connect/authorize", form);
    }
}
