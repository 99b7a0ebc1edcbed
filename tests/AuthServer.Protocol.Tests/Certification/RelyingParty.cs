using System.Text.Json.Nodes;
using AngleSharp.Html.Dom;
using Testing.Jwt;

namespace AuthServer.Protocol.Tests.Certification;

/// <summary>A client as the conformance suite plays it: how it asks, how it is answered, and what it checks in every answer.</summary>
public sealed class RelyingParty(Server server, string id, string secret, string callback)
{
    public const string Nonce = "n-0S6_WzA2Mj";

    /// <summary>128 characters, among them each that a state may have (RFC 6749 appendix A.5).</summary>
    public static string State { get; } = (string.Concat(Enumerable.Range(' ', 95).Select(c => (char)c)) + "&state=%20%2B+&amp;\"'<i>\\u0041;=#?//%").PadRight(128, '~')[..128];

    public string Id => id;

    public string Callback => callback;

    /// <summary>The response mode: <c>query</c>, which is not asked for since it is the default, or <c>form_post</c>.</summary>
    public string Mode { get; private init; } = "query";

    /// <summary>How the client authenticates at the token endpoint.</summary>
    public string Method { get; init; } = AuthMethods.ClientSecretBasic;

    /// <summary>The key that the client proves itself with, by <c>private_key_jwt</c>.</summary>
    public JwtKey? Key { get; set; }

    /// <summary>Whom its assertions are for; the suite names the token endpoint unless the module is about that.</summary>
    public string Audience { get; set; } = AuthServerHost.Issuer + "/connect/token";

    /// <summary>The same client, answered in another way.</summary>
    public RelyingParty AnsweredBy(string mode) => new(server, id, secret, callback) { Mode = mode, Method = Method };

    /// <summary>The parameters of an authorization request; a null removes one. No PKCE: the plans send none.</summary>
    public Dictionary<string, string> Request(params IEnumerable<(string Name, string? Value)> changes)
    {
        var parameters = new Dictionary<string, string?>
        {
            ["client_id"] = id, ["redirect_uri"] = callback, ["response_type"] = "code", ["scope"] = "openid", ["state"] = State, ["nonce"] = Nonce,
            ["response_mode"] = Mode == "query" ? null : Mode,
        };
        foreach (var (name, value) in changes) parameters[name] = value;
        return parameters.Where(p => p.Value is not null).ToDictionary(p => p.Key, p => p.Value!);
    }

    /// <summary>Sends the browser with a request and returns the first page or the answer to the client.</summary>
    public Task<HttpResponseMessage> OpenAsync(Browser browser, params IEnumerable<(string Name, string? Value)> changes) =>
        browser.OpenAsync("/connect/authorize?" + string.Join('&', Request(changes).Select(p => $"{p.Key}={Uri.EscapeDataString(p.Value)}")));

    /// <summary>Goes through whatever is shown, as Alice, until the client is answered. A second passes after a sign-in.</summary>
    public async Task<HttpResponseMessage> CompleteAsync(Browser browser, HttpResponseMessage page)
    {
        if (await Page.TitleAsync(page) == "Sign in")
        {
            page = await browser.SignInAsync(page);
            server.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        return (await Page.TitleAsync(page))?.Contains("asks for access", StringComparison.Ordinal) is true ? await browser.AllowAsync(page) : page;
    }

    /// <summary>A code, by a request that must succeed.</summary>
    public async Task<string> CodeAsync(Browser browser, params IEnumerable<(string Name, string? Value)> changes)
    {
        using var response = await CompleteAsync(browser, await OpenAsync(browser, changes));
        return await CodeAsync(response);
    }

    /// <summary>The code of an answer, which holds nothing beside it but <c>state</c> and <c>iss</c>.</summary>
    public async Task<string> CodeAsync(HttpResponseMessage response)
    {
        var answer = await AnswerAsync(response);
        Assert.Equal(["code", "iss", "state"], answer.Keys.Order(StringComparer.Ordinal));
        return answer["code"];
    }

    /// <summary>The error of an answer (RFC 6749 §4.1.2.1).</summary>
    public async Task<string> ErrorAsync(HttpResponseMessage response)
    {
        var answer = await AnswerAsync(response);
        Assert.Equal(["error", "error_description", "iss", "state"], answer.Keys.Order(StringComparer.Ordinal));
        Assert.All(answer["error_description"], c => Assert.True(c is >= ' ' and <= '~' and not '"' and not '\\'));
        return answer["error"];
    }

    /// <summary>The parameters that reach the client by its response mode, with the state as it was sent.</summary>
    public async Task<Dictionary<string, string>> AnswerAsync(HttpResponseMessage response)
    {
        var answer = Mode == "form_post" ? await PostedAsync(response) : Redirected(response);
        Assert.Equal(State, answer["state"]);
        Assert.Equal(AuthServerHost.Issuer, answer["iss"]);
        return answer;
    }

    /// <summary>A request to the token endpoint that the client authenticates.</summary>
    public Task<OAuthAnswer> TokenAsync(params IEnumerable<(string Name, string Value)> form) => Method switch
    {
        AuthMethods.ClientSecretPost => server.OAuth.TokenAsync([("client_id", id), ("client_secret", secret), .. form]),
        AuthMethods.PrivateKeyJwt => server.OAuth.TokenAsync([("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"), ("client_assertion", Assertion()), .. form]),
        _ => server.OAuth.PostAsync("/connect/token", id, secret, form),
    };

    public Task<OAuthAnswer> RedeemAsync(string code, params IEnumerable<(string Name, string Value)> more) =>
        TokenAsync([("grant_type", "authorization_code"), ("code", code), ("redirect_uri", callback), .. more]);

    /// <summary>Tokens by a code flow that must succeed, with their ID token checked.</summary>
    public async Task<OAuthAnswer> TokensAsync(Browser browser, params IEnumerable<(string Name, string? Value)> changes)
    {
        var tokens = Expect.Tokens(await RedeemAsync(await CodeAsync(browser, changes)));
        Assert.InRange(tokens.Json!["expires_in"]!.GetValue<int>(), 1, 86_400);
        await IdTokens.CheckAsync(server, id, tokens.IdToken, changes.Any(c => c is ("nonce", null)) ? null : Nonce);
        return tokens;
    }

    private string Assertion()
    {
        var now = server.Clock.GetUtcNow().ToUnixTimeSeconds();
        return Key!.Sign(new JsonObject { ["iss"] = id, ["sub"] = id, ["aud"] = Audience, ["jti"] = Guid.CreateVersion7().ToString(), ["nbf"] = now, ["iat"] = now, ["exp"] = now + 60 });
    }

    private Dictionary<string, string> Redirected(HttpResponseMessage response)
    {
        Assert.True(response.StatusCode is HttpStatusCode.Found or HttpStatusCode.SeeOther, $"Expected a redirect to the client, got {(int)response.StatusCode}");
        var prefix = callback + (callback.Contains('?', StringComparison.Ordinal) ? "&" : "?");
        var location = response.Headers.Location!.OriginalString;
        Assert.StartsWith(prefix, location, StringComparison.Ordinal);
        Assert.DoesNotContain('#', location);
        return location[prefix.Length..].Split('&').Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => Uri.UnescapeDataString(p[1].Replace('+', ' ')));
    }

    // OAuth 2.0 Form Post Response Mode §2: nothing in the address, everything in the form.
    private async Task<Dictionary<string, string>> PostedAsync(HttpResponseMessage response)
    {
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"Expected the form, got {(int)response.StatusCode} {response.Headers.Location}");
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        var form = (IHtmlFormElement)(await Page.ParseAsync(response)).QuerySelector("form")!;
        Assert.Equal((callback, "post"), (form.GetAttribute("action"), form.Method));
        return form.QuerySelectorAll("input[name]").OfType<IHtmlInputElement>().ToDictionary(i => i.Name!, i => i.Value);
    }
}
